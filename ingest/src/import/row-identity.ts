import { createHash } from 'node:crypto';

/** What an id may be made of where a table has no column for it. */
const ROW_NUMBER = '#row';
const ROW_HASH = '#hash';
export const ROW_IDENTITIES: readonly string[] = [ROW_NUMBER, ROW_HASH];

/**
 * Lets templates name a row by its number, counted from 1, and by a hash of its cells: as if the table had two columns
 * more.
 * @param needed the names of columns that a mapping reads
 */
export function withRowIdentity(
  columns: ReadonlyMap<string, number>,
  header: readonly string[],
  needed: readonly string[],
) {
  const identities = ROW_IDENTITIES.filter((name) => needed.includes(name));
  const positions = identities.map((name, index) => [name, header.length + index] as const);
  return {
    columns: new Map([...columns, ...positions]),
    /** The cells of a row with those that stand for it. */
    identify: (cells: readonly string[], rowNumber: number): readonly string[] =>
      identities.length === 0
        ? cells
        : [...cells, ...identities.map((name) => (name === ROW_NUMBER ? String(rowNumber) : hashOf(cells)))],
  };
}

function hashOf(cells: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(cells)).digest('base64url').slice(0, 22);
}
