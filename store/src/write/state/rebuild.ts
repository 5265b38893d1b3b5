import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { readRows } from '../../read/read-rows';
import { createDatabase, migrate } from '../schema/migrate';
import type { Migration } from '../schema/migrations';
import { withMigrationLock, type HeldLock } from '../schema/migration-lock';
import { nextCommit } from '../commit/commits';
import { ALL_COLUMNS, deriveState, indexIds, logScope, type EventScope } from './derive';
import { ENTITIES, STATE_TABLES } from './entities';
import { mergeTable, removeClosedOpportunities } from '../keeper/tidy-state';

export interface RebuildOptions {
  /** Connected to the database whose state is rebuilt. */
  client: ClickHouseClient;
  database: string;
  /** Opens a client for another database of the same store. */
  connect: (database: string) => ClickHouseClient;
  /** The steps of the schema; this program's unless given. */
  migrations?: readonly Migration[];
  /** Called with the number of events that are processed so far. */
  onProgress?: (events: { done: number; total: number }) => void;
}

/** Every table that follows from `events` alone. */
export const DERIVED_TABLES: readonly string[] = ['event_ids', 'entity_events', ...STATE_TABLES];

/** Few enough for the memory of one statement. */
const EVENTS_AT_ONCE = 250_000;
const COMMITS_AT_ONCE = 200;

/**
 * Derives all state anew from `events` in a database of its own, some months at a time, and then exchanges the tables:
 * readers see the old state until the new one is complete. What arrived meanwhile is derived at the end. What a rebuild that was
 * broken off has left is removed by the next.
 * @throws StoreError `migration_locked` when another process holds the schema for two minutes, `migration_lock_lost` when this
 * one stalled and another may have taken over
 */
export async function rebuildState(options: RebuildOptions): Promise<void> {
  const { client, database, connect, migrations, onProgress } = options;
  const aside = `${database}_rebuild`;
  await withMigrationLock(client, database, async (lock) => {
    await client.command({ query: `DROP DATABASE IF EXISTS ${aside} SYNC` });
    await createDatabase(client, aside);
    const asideClient = connect(aside);
    try {
      await migrate(asideClient, aside, migrations);
      await lock.assertHeld();
      await takeEvents(asideClient, database);
      const commit = await deriveAll(asideClient, lock, onProgress);
      // Nobody else writes here.
      await removeClosedOpportunities(asideClient, 0);
      for (const table of STATE_TABLES) await mergeTable(asideClient, table);
      // Events that this rebuild voided: there are none unless an earlier derivation failed.
      await client.command({
        query: `INSERT INTO events (${ALL_COLUMNS}) SELECT ${ALL_COLUMNS} FROM ${aside}.events WHERE commit = {commit:UInt64}`,
        query_params: { commit },
      });
    } finally {
      await asideClient.close();
    }
    const exchanges = DERIVED_TABLES.map((table) => `${database}.${table} AND ${aside}.${table}`);
    await lock.assertHeld();
    await client.command({ query: `EXCHANGE TABLES ${exchanges.join(', ')}` });
    await deriveArrivals(client, aside);
    await lock.assertHeld();
    await client.command({ query: `DROP DATABASE ${aside} SYNC` });
  });
}

/** Takes the events over without copying them: both tables hold the same files. */
async function takeEvents(client: ClickHouseClient, from: string): Promise<void> {
  // Noted first: all events of the batches that are done now are among those that are taken.
  await client.command({
    query: `CREATE TABLE done_before ENGINE = MergeTree ORDER BY commit AS
SELECT commit FROM ${from}.commits FINAL WHERE done = 1`,
  });
  await client.command({ query: `ALTER TABLE events ATTACH PARTITION ALL FROM ${from}.events` });
}

/** @returns the commit of the events that it voided */
async function deriveAll(
  client: ClickHouseClient,
  lock: HeldLock,
  onProgress: RebuildOptions['onProgress'],
): Promise<bigint> {
  const commit = nextCommit(Date.now());
  const spans = spansOf(await eventsByMonth(client));
  const total = spans.reduce((sum, { events }) => sum + events, 0);
  const scopes = spans.map(({ events, first, last }): EventScope & { events: number } => {
    const condition = 'toYYYYMM(occurred_at) BETWEEN {first:UInt32} AND {last:UInt32}';
    return { condition, parameters: { first, last }, commit, events };
  });
  for (const scope of scopes) {
    await lock.assertHeld();
    await indexIds(client, scope);
  }
  // Every event is processed twice: copied beside the others of its record, and folded with them.
  let done = 0;
  const advance = (events: number) => {
    done += events / 2;
    onProgress?.({ done: Math.round(done), total });
  };
  for (const scope of scopes) {
    await lock.assertHeld();
    await logScope(client, scope);
    advance(scope.events);
  }
  const logged = await eventsByEntity(client);
  const ofAnyEntity = [...logged.values()].reduce((sum, events) => sum + events, 0);
  for (const entity of ENTITIES) {
    const events = logged.get(entity.name) ?? 0;
    const ranges = keyRanges(Math.ceil(events / EVENTS_AT_ONCE));
    for (const range of ranges) {
      await lock.assertHeld();
      const query = entity.fold('key BETWEEN {first:UInt64} AND {last:UInt64}');
      await client.command({ query, query_params: range });
      advance((total * events) / ofAnyEntity / ranges.length);
    }
  }
  return commit;
}

const KEYS = 2n ** 64n;

/** The keys, which are hashes, in so many ranges of the same size: each record is folded once, whenever its events happened. */
function keyRanges(count: number): { first: bigint; last: bigint }[] {
  const edge = (index: number) => (KEYS * BigInt(index)) / BigInt(count);
  return Array.from({ length: count }, (_, index) => ({ first: edge(index), last: edge(index + 1) - 1n }));
}

const entityRow = z.object({ entity: z.string(), events: z.coerce.number() });

async function eventsByEntity(client: ClickHouseClient): Promise<Map<string, number>> {
  const rows = await readRows(client, entityRow, {
    query: 'SELECT entity, count() AS events FROM entity_events WHERE entity IN {names:Array(String)} GROUP BY entity',
    query_params: { names: ENTITIES.map(({ name }) => name) },
  });
  return new Map(rows.map(({ entity, events }) => [entity, events]));
}

const monthRow = z.object({ month: z.number(), events: z.coerce.number() });

function eventsByMonth(client: ClickHouseClient): Promise<z.output<typeof monthRow>[]> {
  return readRows(client, monthRow, {
    query: 'SELECT toYYYYMM(occurred_at) AS month, count() AS events FROM events GROUP BY month ORDER BY month',
  });
}

/** Months together that have about as many events as one statement should deal with. */
function spansOf(months: readonly { month: number; events: number }[]) {
  const spans: { first: number; last: number; events: number }[] = [];
  for (const { month, events } of months) {
    const span = spans.at(-1);
    if (span && span.events < EVENTS_AT_ONCE) {
      span.last = month;
      span.events += events;
    } else {
      spans.push({ first: month, last: month, events });
    }
  }
  return spans;
}

const commitRow = z.object({ commit: z.string() });

/** Derives the batches that were not done when the events were taken. */
async function deriveArrivals(client: ClickHouseClient, aside: string): Promise<void> {
  const commits = await readRows(client, commitRow, {
    query: `SELECT toString(commit) AS commit FROM commits FINAL
WHERE commit NOT IN (SELECT commit FROM ${aside}.done_before) ORDER BY commits.commit`,
  });
  for (let first = 0; first < commits.length; first += COMMITS_AT_ONCE) {
    const some = commits.slice(first, first + COMMITS_AT_ONCE);
    await deriveState(
      client,
      some.map(({ commit }) => BigInt(commit)),
    );
  }
}
