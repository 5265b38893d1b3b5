import { open, rm, type FileHandle } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import type { Refusal } from './refusal';
import { markCell, unmarkCell } from './spreadsheet-cell';
import type { TableRow } from './table-reader';

export interface RefusedRow extends TableRow {
  refusal: Refusal;
}

/** The table of refused rows; it exists only once there is one. */
export interface RejectedFile {
  write(rows: readonly RefusedRow[]): Promise<void>;
  close(): Promise<void>;
}

const OWN_COLUMNS = ['line', 'code', 'reason'];

/**
 * Begins the table of refused rows and removes that of an earlier run. Its first columns say which line was refused
 * and why; after them each row stands as it was, with its own number of cells, under the table's own header: corrected,
 * the file can be imported with the same mapping. Cells that a spreadsheet would take for a formula are marked, and the
 * marks are taken off when the file is imported.
 */
export async function createRejectedFile(
  path: string,
  { header, delimiter }: { header: readonly string[]; delimiter: string },
): Promise<RejectedFile> {
  await rm(path, { force: true });
  let file: FileHandle | undefined;
  const append = (target: FileHandle, rows: (readonly (string | number)[])[]) =>
    target.appendFile(stringify(rows, { delimiter, cast: { string: markCell } }));
  return {
    async write(rows) {
      if (rows.length === 0) return;
      if (!file) {
        file = await open(path, 'w');
        await append(file, [[...ownColumns(header), ...header]]);
      }
      const records = rows.map(({ line, cells, refusal }) => [line, refusal.code, refusal.reason, ...cells]);
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

/** A corrected table of refused rows has these columns already: the mapping must not find two of one name. */
function ownColumns(header: readonly string[]): string[] {
  return OWN_COLUMNS.map((name) => freeName(name, header));
}

function freeName(name: string, header: readonly string[]): string {
  return header.includes(name) ? freeName(`rejected_${name}`, header) : name;
}
