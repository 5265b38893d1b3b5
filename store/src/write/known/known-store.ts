import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { loadSettings } from '../../read/settings';
import { readRows } from '../../read/read-rows';
import { nextCommit } from '../commit/commits';
import { createDatabase, migrate } from '../schema/migrate';
import { saveSettings } from '../settings';
import { ALL_COLUMNS, deriveScope } from '../state/derive';

/** When an event is taken to have become known: when the hub received it, or, of history that was imported, when it happened. */
export type KnownBy = 'received' | 'occurred';

/** A store that knows what another one knew at a moment. */
export interface KnownStore {
  client: ClickHouseClient;
  /** The name of its database. */
  database: string;
  /** Takes in what became known up to an instant, which may only grow; milliseconds since 1970. */
  advance: (to: number) => Promise<void>;
  remove: () => Promise<void>;
}

export interface KnownStoreOptions {
  /** Connected to the database whose past is looked at. */
  client: ClickHouseClient;
  database: string;
  /** Opens a client for another database of the same store. */
  connect: (database: string) => ClickHouseClient;
  by: KnownBy;
}

const TIME: Record<KnownBy, string> = { received: 'received_at', occurred: 'occurred_at' };
/** Few enough for the memory of one statement. */
const EVENTS_AT_ONCE = 250_000;

/**
 * Opens an empty store in a database of its own, `<database>_known`, which is filled up to one instant after the other: its state
 * is derived from the events by the same code as the hub's. An event counts until its retraction is known; what was erased or
 * taken back with its import is not there at all. A store that was left behind, or that somebody else works on, is removed.
 */
export async function openKnownStore({ client, database, connect, by }: KnownStoreOptions): Promise<KnownStore> {
  const name = `${database}_known`;
  await client.command({ query: `DROP DATABASE IF EXISTS ${name} SYNC` });
  await createDatabase(client, name);
  const known = connect(name);
  const remove = async () => {
    await known.close();
    await client.command({ query: `DROP DATABASE IF EXISTS ${name} SYNC` });
  };
  let reached = 0;
  try {
    await migrate(known, name);
    await saveSettings(known, await loadSettings(client));
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    client: known,
    database: name,
    advance: async (to) => {
      for (const end of await stepsTo(client, TIME[by], reached, to)) {
        await takeEvents({ known, from: database, by }, reached, end);
        reached = end;
      }
    },
    remove,
  };
}

const monthRow = z.object({ end: z.coerce.number(), events: z.coerce.number() });

/** Where to stop on the way, so that no step takes in too many events at once. */
async function stepsTo(client: ClickHouseClient, time: string, from: number, to: number): Promise<number[]> {
  const months = await readRows(client, monthRow, {
    query: `SELECT least(toUnixTimestamp(toDateTime(toLastDayOfMonth(${time}), 'UTC') + 86399) * 1000, {to:Int64}) AS end, count() AS events
FROM events WHERE ${BETWEEN(time)} GROUP BY end ORDER BY end`,
    query_params: { from, to },
  });
  const steps: number[] = [];
  let events = 0;
  for (const month of months) {
    events += month.events;
    if (events < EVENTS_AT_ONCE) continue;
    steps.push(month.end);
    events = 0;
  }
  return [...steps.filter((step) => step < to), to];
}

const BETWEEN = (time: string) =>
  `${time} > fromUnixTimestamp64Milli({from:Int64}) AND ${time} <= fromUnixTimestamp64Milli({to:Int64})`;

interface Taken {
  known: ClickHouseClient;
  from: string;
  by: KnownBy;
}

/** Copies what became known in a span of time, as it was before anything voided it, and brings state up to it. */
async function takeEvents({ known, from, by }: Taken, since: number, to: number): Promise<void> {
  const parameters = { from: since, to };
  const of: Record<string, string> = { void: '0', ...(by === 'occurred' && { received_at: 'occurred_at' }) };
  const columns = ALL_COLUMNS.split(', ').map((column) => `${of[column] ?? column} AS ${column}`);
  await known.command({
    query: `INSERT INTO events (${ALL_COLUMNS})
SELECT ${columns.join(', ')} FROM ${from}.events FINAL WHERE ${BETWEEN(TIME[by])}`,
    query_params: parameters,
  });
  await known.command({
    query: `INSERT INTO rejected_events SELECT * FROM ${from}.rejected_events FINAL WHERE ${BETWEEN('received_at')}`,
    query_params: parameters,
  });
  await deriveScope(known, { condition: BETWEEN(TIME[by]), parameters, commit: nextCommit(Date.now()) });
}
