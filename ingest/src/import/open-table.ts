import { isRejectedHeader, originOf } from './rejected-file';
import { unmarkCell } from './spreadsheet-cell';
import { readTable, type TableFormat, type TableOptions } from './table/read-table';
import type { TableRow } from './table/table-row';

/** A table, open for reading. */
export interface OpenTable {
  format: TableFormat;
  header: readonly string[];
  /** The table that the rows come from: another than the file where that is one of refused rows. */
  origin: string;
  /** The rows below the header. */
  rows: AsyncIterable<TableRow>;
  close: () => Promise<unknown>;
}

/**
 * Opens a table and reads its header. A file of refused rows is read as the table that they come from: without the marks
 * at its cells.
 * @throws ImportError where the file cannot be read or is empty; so does reading the rows
 */
export async function openTable(file: string, options: TableOptions): Promise<OpenTable> {
  const { format, header, rows, close } = await readTable(file, options);
  if (!isRejectedHeader(header)) return { format, header, origin: file, rows, close };
  const first = (await rows.next()).value ?? undefined;
  const origin = first ? originOf(file, unmark(first)) : file;
  return { format, header: header.map(unmarkCell), origin, rows: unmarkAll(first, rows), close };
}

async function* unmarkAll(
  first: TableRow | undefined,
  others: AsyncIterable<TableRow>,
): AsyncGenerator<TableRow, void> {
  if (first) yield unmark(first);
  for await (const row of others) yield unmark(row);
}

function unmark(row: TableRow): TableRow {
  return { ...row, cells: row.cells.map(unmarkCell) };
}
