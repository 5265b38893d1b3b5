/** Why an import stopped as a whole; stable, for programs. A fault of one row is a refusal instead. */
export type ImportErrorCode =
  | 'not_found'
  | 'not_readable'
  | 'unknown_encoding'
  | 'invalid_bytes'
  | 'no_header'
  | 'broken_quotes'
  | 'row_too_long'
  | 'unsupported_workbook'
  | 'broken_workbook'
  | 'workbook_too_large'
  | 'unknown_sheet'
  | 'not_recognised'
  | 'ambiguous_dates'
  | 'unknown_dates'
  | 'ambiguous_numbers'
  | 'unknown_column'
  | 'duplicate_column'
  | 'lookup_not_found'
  | 'lookup_refused_row'
  | 'lookup_duplicate_key';

/**
 * The table, or a look-up file, cannot be read further. What was sent before it stays sent; running the import again
 * after the correction changes nothing of that.
 */
export class ImportError extends Error {
  override readonly name = 'ImportError';

  constructor(
    readonly code: ImportErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
