import { ImportError } from './import-error';
import { ROW_IDENTITIES } from './row-identity';

/** Where each column stands. */
export type ColumnPositions = ReadonlyMap<string, number>;

/**
 * Finds the columns that are needed; others are free to be there, without a name or twice.
 * @throws ImportError where one is missing or there twice
 */
export function findColumns(path: string, header: readonly string[], needed: readonly string[]): ColumnPositions {
  const quote = (names: readonly string[]) => names.map((name) => JSON.stringify(name)).join(', ');
  const inTable = needed.filter((name) => !ROW_IDENTITIES.includes(name));
  const missing = inTable.filter((name) => !header.includes(name));
  if (missing.length > 0) {
    throw new ImportError(
      'unknown_column',
      `${path}: the mapping reads ${quote(missing)}, which the table does not have; its columns are ${quote(header)}. ` +
        'Where that is one long name, name the delimiter in the mapping (delimiter: …).',
    );
  }
  const doubled = inTable.filter((name) => header.indexOf(name) !== header.lastIndexOf(name));
  if (doubled.length > 0) {
    throw new ImportError('duplicate_column', `${path}: the table has more than one column ${quote(doubled)}.`);
  }
  return new Map(inTable.map((name) => [name, header.indexOf(name)]));
}
