import {
  NO_VALUE,
  shownValue,
  filterCondition,
  filterParameters,
  storedValues,
  type CheckedFilter,
  type Dimension,
  type Facts,
} from '@saleshub/model';
import { selectRows, type ReadClient, type ReadLimits, type ReadOptions } from '@saleshub/store/read';
import { z } from 'zod';
import type { ValuesWanted } from './values-wanted';

/** Not stored: which sources are primary is a setting. */
const SOURCE_CLASSES = ['primary', 'other'];

export interface DimensionValues {
  /** As received, in alphabetical order; `(none)` stands for facts without one. */
  values: string[];
  /** True where there are more: search for them. */
  truncated: boolean;
}

/** More than ten thousand names have. */
const MOST_BYTES = 16 * 2 ** 20;

const valueRow = z.object({ value: z.string() });

/**
 * Lists values that the store has.
 * @throws BusyError when its turn does not come
 */
export async function listDimensionValues(
  client: ReadClient,
  { dimension, search, sources, filters, limit }: ValuesWanted,
  { limits, ...options }: ReadOptions & { limits: ReadLimits },
): Promise<DimensionValues> {
  if (dimension === 'source_class') return { values: SOURCE_CLASSES.filter(includes(search)), truncated: false };
  if (sources.length === 0) return { values: [], truncated: false };
  const statement = {
    sql: valuesSql(dimension, sources, filters),
    parameters: { search, none: NO_VALUE, limit: limit + 1, ...filterParameters(filters) },
  };
  const rows = await selectRows(client, statement, valueRow, {
    ...options,
    limits: { ...limits, rows: limit + 1, bytes: MOST_BYTES },
  });
  const values = rows.map(({ value }) => shownValue(value));
  return { values: values.slice(0, limit), truncated: values.length > limit };
}

function valuesSql(dimension: Dimension, sources: readonly Facts[], filters: readonly CheckedFilter[]): string {
  const value = dimension === 'tag' ? 'arrayJoin(tags)' : dimension;
  const columns = [...new Set([dimension, ...filters.map((filter) => filter.dimension)])]
    .map((name) => (name === 'tag' ? 'tags' : name))
    .join(', ');
  const where = filters.length > 0 ? ` WHERE ${filters.map(filterCondition).join(' AND ')}` : '';
  const selects = tablesOf(sources).map(
    (table) => `SELECT DISTINCT toString(${value}) AS stored FROM (SELECT ${columns} FROM ${table})${where}`,
  );
  return `SELECT DISTINCT stored AS value
FROM (
  ${selects.join('\n  UNION ALL\n  ')}
)
WHERE positionCaseInsensitiveUTF8(if(stored = '', {none:String}, stored), {search:String}) > 0
ORDER BY value = '' DESC, value
LIMIT {limit:UInt32}`;
}

/** The tables of the facts with the rows that count: each is read once, whatever is counted of it. */
function tablesOf(sources: readonly Facts[]): string[] {
  const rowsByTable = new Map<string, Set<string>>();
  for (const { table, conditions } of sources.map(storedValues)) {
    const rows = rowsByTable.get(table) ?? new Set();
    rowsByTable.set(table, rows.add(conditions.length > 0 ? `(${conditions.join(' AND ')})` : ALL_ROWS));
  }
  return [...rowsByTable].map(([table, rows]) =>
    rows.has(ALL_ROWS) ? table : `${table} WHERE ${[...rows].join(' OR ')}`,
  );
}

const ALL_ROWS = '1';

function includes(search: string): (value: string) => boolean {
  return (value) => value.toLowerCase().includes(search.toLowerCase());
}
