import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { readRows } from '../../read/read-rows';
import { waitForState } from '../../read/state-coverage';
import { announceCommit, markDone, nextCommit } from '../commit/commits';
import { deadlineFromNow } from '../commit/deadline';
import { idHashSql } from '../encode/encode-event';
import { STORED_COLUMNS } from '../schema/column-types';
import { ALL_COLUMNS, deriveState } from '../state/derive';
import { ENTITIES } from '../state/entities';
import { deriveOutstanding } from '../keeper/state-keeper';
import { addTo, countFrom, countRows, removeRows, type Rows } from './mutate';
import { readStoredTables } from './stored-columns';

/** The tables that hold events, with the same columns. */
export const EVENT_TABLES = ['events', 'entity_events'] as const;

/** How long to wait for what other processes have under way. */
const PATIENCE_MILLISECONDS = 5_000;

/** Names a removal among those that are not finished. */
export function nextRemoval(): bigint {
  return nextCommit(Date.now());
}

/**
 * Removes events for good and lets state follow: a record is then what its remaining events say, as if the others had
 * never come. `event_ids` stays, so that an event that is sent again does not come back.
 * @param events rows of `events` and `entity_events` alike
 * @returns how many rows each table has lost
 */
export async function removeEvents(
  client: ClickHouseClient,
  database: string,
  removal: bigint,
  events: Rows,
): Promise<Map<string, number>> {
  await settleState(client);
  await noteRecords(client, removal, events);
  const removed = new Map<string, number>();
  for (const table of EVENT_TABLES) addTo(removed, table, await removeRows(client, table, events));
  for (const [table, rows] of await finishRemovals(client, database)) addTo(removed, table, rows);
  return removed;
}

/** Notes the records that events belong to, and those that these were merged into, before the events are gone. */
export async function noteRecords(client: ClickHouseClient, removal: bigint, events: Rows): Promise<void> {
  await client.command({
    query: `INSERT INTO removals (removal, what, hash)
WITH own AS (SELECT DISTINCT key FROM entity_events WHERE ${events.condition})
SELECT {removal:UInt64}, 'key', key FROM own
UNION ALL
SELECT {removal:UInt64}, 'key', key FROM record_merges WHERE from_key IN (own)`,
    query_params: { ...events.parameters, removal },
  });
}

/** Lets state follow every removal that was begun, by whomever. Does nothing where there is none. */
export async function finishRemovals(client: ClickHouseClient, database: string): Promise<Map<string, number>> {
  const removed = new Map<string, number>();
  const removals = await openRemovals(client);
  if (removals.length === 0) return removed;
  const parameters = { removals };
  const listed = (what: 'event' | 'key' | 'id' | 'restored') =>
    `SELECT hash FROM removals WHERE removal IN {removals:Array(UInt64)} AND what = '${what}'`;
  const events: Rows = { condition: `id_hash IN (${listed('event')})`, parameters };
  for (const removal of removals) await noteRecords(client, removal, events);
  for (const table of EVENT_TABLES) addTo(removed, table, await removeRows(client, table, events));
  await removeRows(client, 'event_ids', { condition: `id_hash IN (${listed('id')})`, parameters });
  await restoreEvents(client, removals, listed('restored'));
  // What was being derived from rows that are gone now must not be written after its successor.
  await settleState(client);
  const keys = listed('key');
  const records: Rows = { condition: `key IN (${keys})`, parameters };
  const tables = [...(await readStoredTables(client, database))]
    .filter(([table, columns]) => columns.has('key') && table !== 'entity_events')
    .map(([table]) => table);
  for (const table of tables) addTo(removed, table, await removeRows(client, table, records));
  for (const entity of ENTITIES)
    await client.command({ query: entity.fold(`key IN (${keys})`), query_params: parameters });
  for (const table of tables) addTo(removed, table, -(await countRows(client, table, records)));
  await removeRows(client, 'removals', { condition: 'removal IN {removals:Array(UInt64)}', parameters });
  return removed;
}

/** Lets events count again that only removed retractions had voided. */
async function restoreEvents(client: ClickHouseClient, removals: readonly bigint[], hashes: string): Promise<void> {
  const voided = `FROM events FINAL
WHERE (type, occurred_at) IN (SELECT type, occurred_at FROM event_ids WHERE id_hash IN (${hashes}))
  AND id_hash IN (${hashes}) AND void = 1
  AND id_hash NOT IN (SELECT ${idHashSql('target')} FROM events FINAL WHERE type = 'event.retracted' AND void = 0)`;
  const parameters = { removals };
  if ((await countFrom(client, voided, parameters)) === 0) return;
  for (const removal of removals) {
    await noteRecords(client, removal, { condition: `id_hash IN (SELECT id_hash ${voided})`, parameters });
  }
  const commit = nextCommit(Date.now());
  await announceCommit(client, commit, deadlineFromNow());
  const columns = STORED_COLUMNS.map(({ name }) => RESTORED[name] ?? name).join(', ');
  await client.command({
    query: `INSERT INTO events (${ALL_COLUMNS}) SELECT ${columns} ${voided}`,
    query_params: { ...parameters, latest: commit },
  });
  await deriveState(client, [commit]);
  await markDone(client, [commit]);
}

/** What a copy of an event that counts again has instead; it outranks every other version of its row. */
const RESTORED: Record<string, string> = { void: '0', version: 'toInt64({latest:UInt64})', commit: '{latest:UInt64}' };

async function settleState(client: ClickHouseClient): Promise<void> {
  await deriveOutstanding(client);
  await waitForState(client, PATIENCE_MILLISECONDS);
}

async function openRemovals(client: ClickHouseClient): Promise<bigint[]> {
  const rows = await readRows(client, z.object({ removal: z.string() }), {
    query: 'SELECT DISTINCT toString(removal) AS removal FROM removals',
  });
  return rows.map(({ removal }) => BigInt(removal));
}
