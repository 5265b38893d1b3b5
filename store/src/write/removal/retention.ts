import type { ClickHouseClient } from '@clickhouse/client';
import type { EventType } from '@saleshub/model';
import { addTo, countRows, type Rows } from './mutate';
import { EVENT_TABLES, finishRemovals, nextRemoval, removeEvents } from './remove-events';

/** For how many days the events of a type are kept; for ever where nothing is said. */
export type Retention = Partial<Record<EventType, number>>;

const DAY = 86_400_000;

/**
 * Removes what is older than it is to be kept, and finishes removals that were broken off.
 * @param now milliseconds since 1970
 * @returns how many rows each table has lost
 */
export async function applyRetention(
  client: ClickHouseClient,
  database: string,
  retention: Retention,
  now: number,
): Promise<Map<string, number>> {
  const removed = await finishRemovals(client, database);
  const add = (table: string, rows: number) => addTo(removed, table, rows);
  const old = oldEvents(retention, now);
  const counts = old ? await Promise.all(EVENT_TABLES.map((table) => countRows(client, table, old))) : [];
  if (old && counts.some((rows) => rows > 0)) {
    for (const [table, rows] of await removeEvents(client, database, nextRemoval(), old)) add(table, rows);
  }
  return removed;
}

function oldEvents(days: Retention, now: number): Rows | undefined {
  const limits = Object.entries(days).map(([type, kept], index) => ({ type, before: now - kept * DAY, index }));
  if (limits.length === 0) return undefined;
  const conditions = limits.map(({ index }) => {
    const before = `fromUnixTimestamp64Milli({before${index}:Int64}, 'UTC')`;
    return `(type = {type${index}:String} AND occurred_at < ${before})`;
  });
  const parameters = limits.flatMap(({ type, before, index }) => [
    [`type${index}`, type],
    [`before${index}`, before],
  ]);
  return { condition: conditions.join(' OR '), parameters: Object.fromEntries(parameters) as Rows['parameters'] };
}
