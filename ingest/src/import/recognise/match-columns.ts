import type { TableKind } from './table-kinds';

/** A kind of table with the columns that it was recognised by. */
export interface MatchedKind {
  kind: TableKind;
  /** The column of each field that was found. */
  columns: ReadonlyMap<string, string>;
}

/** The kind of table that a header fits best; undefined where it fits none. */
export function matchColumns(header: readonly string[], kinds: readonly TableKind[]): MatchedKind | undefined {
  const fitting = kinds
    .map((kind) => ({ kind, columns: findColumns(header, kind) }))
    .filter(({ kind, columns }) => kind.needs.every((fields) => fields.some((field) => columns.has(field))));
  // Of the kinds that it fits, the one that knows most of its columns; the earlier of two that know as many.
  return fitting.reduce<MatchedKind | undefined>(
    (best, one) => (best && best.columns.size >= one.columns.size ? best : one),
    undefined,
  );
}

/** The kinds of which a header has at least some fields, with those that are missing. */
export function nearestKinds(
  header: readonly string[],
  kinds: readonly TableKind[],
): { name: string; missing: string[] }[] {
  return kinds
    .map((kind) => {
      const columns = findColumns(header, kind);
      const missing = kind.needs.filter((fields) => !fields.some((field) => columns.has(field)));
      return { name: kind.name, missing: missing.map((fields) => fields.join(' or ')), found: columns.size };
    })
    .filter(({ found }) => found > 1)
    .sort((one, other) => one.missing.length - other.missing.length || other.found - one.found)
    .slice(0, 2);
}

function findColumns(header: readonly string[], { columns }: TableKind): Map<string, string> {
  const found = new Map<string, string>();
  const taken = new Set<string>();
  // By the names in their order: the likeliest name of any column comes before a column that comes first.
  for (const [field, names] of Object.entries(columns)) {
    const column = names
      .map(lettersOf)
      .flatMap((name) => header.filter((one) => !taken.has(one) && formsOf(one).includes(name)))
      .find((one) => header.indexOf(one) === header.lastIndexOf(one));
    if (column === undefined) continue;
    found.set(field, column);
    taken.add(column);
  }
  return found;
}

/** The letters and digits of a name: `Deal - Won time` is also `Won time`. */
function formsOf(column: string): string[] {
  const [, ...rest] = column.split(' - ');
  return [lettersOf(column), ...(rest.length > 0 ? [lettersOf(rest.join(' '))] : [])];
}

function lettersOf(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
