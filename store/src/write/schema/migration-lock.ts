import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClickHouseError, type ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { StoreError } from '../store-error';

const PREFIX = 'migration_lock_';
const TABLE_EXISTS = '57';
const UNKNOWN_TABLE = '60';
const RELEASED = 'released';

export interface LockTiming {
  /** A holder that has not finished or renewed for this long, by the store's clock, is taken for dead. */
  leaseSeconds: number;
  renewMilliseconds: number;
  /** How long to wait for another holder. */
  patienceMilliseconds: number;
}

const TIMING: LockTiming = { leaseSeconds: 30, renewMilliseconds: 10_000, patienceMilliseconds: 120_000 };

/** The lock while it is held. */
export interface HeldLock {
  /**
   * To be called before each step that another process must not run at the same time.
   * @throws StoreError `migration_lock_lost` where the lease ran out and another process may hold the lock now
   */
  assertHeld: () => Promise<void>;
}

/**
 * Runs the work while holding the database's migration lock.
 *
 * Each holder has a table of its own, `migration_lock_<generation>`: ClickHouse makes a table of a name for one caller
 * only. The newest generation is the lock; its comment says until when the holder is taken for alive, or that it was
 * released. The next holder makes the following generation and drops the older ones. The newest stays, so no name is
 * ever used twice: renewing and releasing can only hit one's own lock, however long the holder stalled, and a holder
 * that dies leaves nothing but a lease that runs out.
 * @throws StoreError `migration_locked` when another process holds it all the while, `migration_lock_lost` from the work
 */
export async function withMigrationLock<Result>(
  client: ClickHouseClient,
  database: string,
  work: (lock: HeldLock) => Promise<Result>,
  timing: LockTiming = TIMING,
): Promise<Result> {
  const owner = randomUUID();
  const generation = await acquire(client, database, owner, timing);
  const renewal = setInterval(() => {
    // A renewal that fails is made up for by the next; when none gets through, the work notices before its next step.
    renew(client, generation, owner, timing).catch(() => undefined);
  }, timing.renewMilliseconds);
  try {
    return await work({
      assertHeld: async () => {
        const { newest, now } = await readNewest(client, database);
        if (newest?.generation === generation && newest.until > now) return;
        throw new StoreError('migration_lock_lost', 'The work stalled, and another process may have taken it over.');
      },
    });
  } finally {
    clearInterval(renewal);
    await setComment(client, generation, RELEASED);
  }
}

async function acquire(client: ClickHouseClient, database: string, owner: string, timing: LockTiming): Promise<number> {
  const deadline = performance.now() + timing.patienceMilliseconds;
  for (;;) {
    const { newest, now } = await readNewest(client, database);
    if (!newest || newest.until <= now) {
      const next = (newest?.generation ?? 0) + 1;
      const isMade = await tryCreate(client, next, `${owner} ${now + timing.leaseSeconds}`);
      // Whoever was slow to make it may find that the lock has passed on to later generations meanwhile.
      if (isMade && (await readNewest(client, database)).newest?.generation === next) {
        await dropOlder(client, database, next);
        return next;
      }
      if (isMade) await client.command({ query: `DROP TABLE IF EXISTS ${PREFIX}${next} SYNC` });
    }
    if (performance.now() > deadline) {
      throw new StoreError('migration_locked', 'Another process is changing the schema, or rebuilding state.');
    }
    await sleep(200);
  }
}

async function tryCreate(client: ClickHouseClient, generation: number, comment: string): Promise<boolean> {
  try {
    const query = `CREATE TABLE ${PREFIX}${generation} (held UInt8) ENGINE = Memory COMMENT '${comment}'`;
    await client.command({ query });
    return true;
  } catch (error) {
    if (error instanceof ClickHouseError && error.code === TABLE_EXISTS) return false;
    throw error;
  }
}

async function dropOlder(client: ClickHouseClient, database: string, than: number): Promise<void> {
  for (const { generation } of (await readGenerations(client, database)).generations) {
    if (generation < than) await client.command({ query: `DROP TABLE IF EXISTS ${PREFIX}${generation} SYNC` });
  }
}

async function renew(client: ClickHouseClient, generation: number, owner: string, timing: LockTiming): Promise<void> {
  const [row] = z.array(clockRow).parse(await selectJson(client, 'SELECT toFloat64(now64(3)) AS now'));
  if (row) await setComment(client, generation, `${owner} ${row.now + timing.leaseSeconds}`);
}

/** Changes the comment of a generation; does nothing where a later holder has dropped it. */
async function setComment(client: ClickHouseClient, generation: number, comment: string): Promise<void> {
  try {
    await client.command({ query: `ALTER TABLE ${PREFIX}${generation} MODIFY COMMENT '${comment}'` });
  } catch (error) {
    if (!(error instanceof ClickHouseError && error.code === UNKNOWN_TABLE)) throw error;
  }
}

interface Generation {
  generation: number;
  /** The end of the lease, in seconds since 1970, with fractions; 0 where it was released. */
  until: number;
}

const clockRow = z.object({ now: z.number() });
const lockRow = clockRow.extend({ name: z.string(), comment: z.string() });

/** The newest generation, and the store's clock in seconds since 1970. */
async function readNewest(client: ClickHouseClient, database: string) {
  const { generations, now } = await readGenerations(client, database);
  return { newest: generations.at(-1), now };
}

async function readGenerations(
  client: ClickHouseClient,
  database: string,
): Promise<{ generations: Generation[]; now: number }> {
  // Right of the join, so that the clock is told where there is no lock.
  const query = `SELECT toFloat64(now64(3)) AS now, name, comment
FROM (SELECT 1) AS clock
LEFT JOIN (
  SELECT name, comment FROM system.tables WHERE database = {database:String} AND match(name, '^${PREFIX}[0-9]+$')
) AS locks ON 1 = 1`;
  const rows = z.array(lockRow).parse(await selectJson(client, query, { database }));
  const generations = rows
    .filter(({ name }) => name !== '')
    .map(({ name, comment }) => ({
      generation: Number(name.slice(PREFIX.length)),
      until: Number(comment.split(' ')[1] ?? 0),
    }))
    .sort((one, other) => one.generation - other.generation);
  return { generations, now: rows[0]?.now ?? 0 };
}

async function selectJson(client: ClickHouseClient, query: string, query_params = {}): Promise<unknown> {
  const result = await client.query({ query, query_params, format: 'JSONEachRow' });
  return result.json();
}
