import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { readRows } from '../../read/read-rows';
import type { StoredTables } from './stored-columns';
import { NAMING_COLUMNS, wordPattern, type Subject } from './subject';

/** The columns of events, and of what derives from them, that hold what people wrote. */
export const WRITTEN_COLUMNS: readonly string[] = [
  'comment',
  'note',
  'reason',
  'loss_reason',
  'title',
  'page',
  'referrer',
];

/** The columns of refused events that hold what was sent, or quote it. */
export const REFUSED_COLUMNS: readonly string[] = ['body', 'message', 'path'];

const isText = (table: string, column: string) =>
  (table === 'rejected_events' ? REFUSED_COLUMNS : WRITTEN_COLUMNS).includes(column);

/** Where a subject still stands. */
export interface Occurrence {
  table: string;
  column: string;
  rows: number;
  /** Whether something else has that name, such as a product that is called like an account. */
  namesake: boolean;
}

/** Looks through every text column of every table, every row of them: also those that reading would leave out. */
export async function findOccurrences(
  client: ClickHouseClient,
  tables: StoredTables,
  subject: Subject,
): Promise<Occurrence[]> {
  const found: Occurrence[] = [];
  const pattern = wordPattern(subject);
  const naming: readonly string[] = NAMING_COLUMNS[subject.kind];
  for (const [table, columns] of tables) {
    const texts = [...columns].filter(([, type]) => type.includes('String'));
    if (texts.length === 0) continue;
    const counts = texts.map(([column, type], index) => {
      const occurs = isText(table, column) ? occursInText(column, pattern) : occursIn(column, type);
      return `countIf(${occurs}) AS c${index}`;
    });
    const [row = {}] = await readRows(client, z.record(z.string(), z.coerce.number()), {
      query: `SELECT ${counts.join(',\n  ')} FROM \`${table}\``,
      query_params: { ...valuesOf(subject), pattern: pattern ?? '' },
    });
    for (const [index, [column]] of texts.entries()) {
      const rows = row[`c${index}`] ?? 0;
      if (rows > 0) found.push({ table, column, rows, namesake: !naming.includes(column) && !isText(table, column) });
    }
  }
  return found;
}

function occursIn(column: string, type: string): string {
  if (type.startsWith('Array')) return `hasAny(\`${column}\`, {values:Array(String)})`;
  return `has({values:Array(String)}, ifNull(toString(\`${column}\`), ''))`;
}

/**
 * Whether a text holds the subject: as its whole, as a text of JSON in it, or as a word. For the values that `valuesOf`
 * gives, and the pattern.
 */
export function occursInText(column: string, pattern: string | undefined): string {
  const whole = `${column} IN {values:Array(String)} OR multiSearchAny(${column}, {quoted:Array(String)})`;
  return pattern === undefined ? whole : `${whole} OR match(${column}, {pattern:String})`;
}

/** A subject's values as parameters: themselves, and as texts of JSON. */
export function valuesOf({ values }: Subject): Record<string, readonly string[]> {
  return { values, quoted: values.map((value) => JSON.stringify(value)) };
}
