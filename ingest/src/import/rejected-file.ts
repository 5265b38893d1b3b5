import { open, rm, type FileHandle } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { Refusal } from './refusal';
import { markCell, unmarkCell } from './spreadsheet-cell';
import type { Delimiter } from './table/dialect';
import type { TableFormat } from './table/read-table';
import type { TableRow } from './table/table-row';

export interface RefusedRow extends TableRow {
  refusal: Refusal;
}

/** The table of refused rows; it exists only once there is one. */
export interface RejectedFile {
  write(rows: readonly RefusedRow[]): Promise<void>;
  close(): Promise<void>;
}

/** The file is UTF-8 whatever the table is; the mark goes before the encoding that the mapping may name. */
const BYTE_ORDER_MARK = '\ufeff';

const OWN_COLUMNS = ['line', 'code', 'reason', 'table'];

/**
 * Begins the table of refused rows and removes that of an earlier run. Its first columns say which line was refused
 * and why, and which table the row comes from; after them each row stands as it was, with its own number of cells, under the table's own header: corrected,
 * the file can be imported with the same mapping. Cells that a spreadsheet would take for a formula are marked, and the
 * marks are taken off when the file is imported.
 * @param table.delimiter that of the mapping, by which the file is read again
 * @param table.origin the table that the rows come from
 */
export async function createRejectedFile(
  path: string,
  {
    header,
    format,
    origin,
    ...given
  }: { header: readonly string[]; format: TableFormat; origin: string; delimiter?: Delimiter | undefined },
): Promise<RejectedFile> {
  await rm(path, { force: true });
  // Seen from the file, so that folders can be moved together.
  const table = relative(dirname(path), origin);
  const delimiter = given.delimiter ?? (format.kind === 'delimited' ? format.delimiter : ',');
  const isMarked = format.kind === 'workbook' || format.encoding !== 'utf-8';
  let file: FileHandle | undefined;
  const append = (target: FileHandle, rows: (readonly (string | number)[])[]) =>
    target.appendFile(stringify(rows, { delimiter, cast: { string: markCell } }));
  return {
    async write(rows) {
      if (rows.length === 0) return;
      if (!file) {
        file = await open(path, 'w');
        if (isMarked) await file.appendFile(BYTE_ORDER_MARK);
        await append(file, [[...ownColumns(header), ...header]]);
      }
      const records = rows.map(({ line, cells, refusal }) => [line, refusal.code, refusal.reason, table, ...cells]);
      await append(file, records);
    },
    async close() {
      await file?.close();
    },
  };
}

/** Whether a table is one of refused rows, by its first columns: marks stand in its header and cells. */
export function isRejectedHeader(header: readonly string[]): boolean {
  const own = ownColumns(header.slice(OWN_COLUMNS.length).map(unmarkCell));
  return own.every((name, index) => name === header[index]);
}

/** The table that a row of a file of refused rows comes from. */
export function originOf(file: string, { cells }: TableRow): string {
  return resolve(dirname(file), cells[OWN_COLUMNS.indexOf('table')] ?? '');
}

/** A corrected table of refused rows has these columns already: the mapping must not find two of one name. */
function ownColumns(header: readonly string[]): string[] {
  return OWN_COLUMNS.map((name) => freeName(name, header));
}

function freeName(name: string, header: readonly string[]): string {
  return header.includes(name) ? freeName(`rejected_${name}`, header) : name;
}
