import { open, rm, type FileHandle } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import type { Refusal } from './refusal';
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
 * the file can be imported with the same mapping. Cells are kept to the letter, also those that a spreadsheet would
 * take for a formula: they are the user's own data, and a mark before them would be imported with them.
 */
export async function createRejectedFile(
  path: string,
  { header, delimiter }: { header: readonly string[]; delimiter: string },
): Promise<RejectedFile> {
  await rm(path, { force: true });
  let file: FileHandle | undefined;
  const append = (target: FileHandle, rows: (readonly (string | number)[])[]) =>
    target.appendFile(stringify(rows, { delimiter }));
  return {
    async write(rows) {
      if (rows.length === 0) return;
      if (!file) {
        file = await open(path, 'w');
        await append(file, [[...OWN_COLUMNS.map((name) => freeName(name, header)), ...header]]);
      }
      const records = rows.map(({ line, cells, refusal }) => [line, refusal.code, refusal.reason, ...cells]);
      await append(file, records);
    },
    async close() {
      await file?.close();
    },
  };
}

/** A corrected table of refused rows has these columns already: the mapping must not find two of one name. */
function freeName(name: string, header: readonly string[]): string {
  return header.includes(name) ? freeName(`rejected_${name}`, header) : name;
}
