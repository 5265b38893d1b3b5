import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { ImportError } from '../import-error';
import { decodeText, InvalidBytesError } from './decode-text';
import type { EncodingName } from './encodings';
import { findInvalidLine } from './invalid-line';
import type { TableRow } from './table-row';

export interface DelimitedOptions {
  delimiter: string;
  encoding: EncodingName;
  /** Called with the number of bytes of the file that were read so far. */
  onBytes?: ((bytesRead: number) => void) | undefined;
}

/** No row of a sales table is longer; a quote that is never closed would take the rest of the file. */
const LONGEST_ROW = 1_048_576;

/**
 * Reads a table of delimited values as RFC 4180 has it (with any delimiter, LF or CRLF), the header as the first row, in
 * bounded memory. Lines without anything are no rows. Rows may have any number of cells: whether that is right is for
 * the caller to say.
 * @throws ImportError where the file cannot be read, is not of the encoding, or has a quote that makes the rows uncertain
 */
export async function* readDelimited(
  path: string,
  { delimiter, encoding, onBytes }: DelimitedOptions,
): AsyncGenerator<TableRow, void> {
  /** Where the row begins that the parser is reading. */
  let line = 1;
  /** Where the rows begin that the parser has read and the loop has not taken. */
  const beginnings: number[] = [];
  const input = createReadStream(path);
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    max_record_size: LONGEST_ROW,
    // The parser's own count of lines takes CRLF inside quotes for two.
    on_record: (cells: string[]) => {
      const begin = line;
      line += 1 + cells.reduce((count, cell) => count + countLineBreaks(cell), 0);
      if (cells.length === 1 && cells[0] === '') return null;
      beginnings.push(begin);
      return cells;
    },
  });
  // Errors reach the loop through the parser, which the pipeline destroys with them.
  pipeline(
    input,
    (bytes: AsyncIterable<Buffer>) => decodeText(bytes, encoding),
    parser,
    () => undefined,
  );
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      onBytes?.(input.bytesRead);
      yield { line: beginnings.shift() ?? line, cells };
    }
  } catch (cause) {
    throw await toImportError(cause, { path, encoding, line });
  }
}

function countLineBreaks(cell: string): number {
  return cell.includes('\n') ? cell.split('\n').length - 1 : 0;
}

async function toImportError(
  cause: unknown,
  { path, encoding, line }: { path: string; encoding: EncodingName; line: number },
): Promise<unknown> {
  const error = (code: ImportError['code'], message: string) => new ImportError(code, `${path}: ${message}`, { cause });
  if (cause instanceof InvalidBytesError) {
    const at = await findInvalidLine(path, encoding);
    const message =
      `line ${at} has bytes that are not ${encoding}. Where the file is of another encoding, name it in the mapping ` +
      '(encoding: …); otherwise correct the line.';
    return error('invalid_bytes', message);
  }
  if (!(cause instanceof CsvError)) return cause;
  if (cause.code === 'CSV_MAX_RECORD_SIZE') {
    return error('row_too_long', `the row of line ${line} is over 1 MB; a quote may be open there.`);
  }
  return error(
    'broken_quotes',
    `the quotes of the row of line ${line} do not match, so nothing after it can be told apart. A cell with a quote ` +
      'in it stands in quotes, with the inner quote twice: "5"" screen".',
  );
}
