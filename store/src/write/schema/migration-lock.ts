import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClickHouseError, type ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { readRows } from '../../read/read-rows';
import { StoreError } from '../store-error';

const PREFIX = 'migration_lock_';
const TABLE_EXISTS = '57';
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
 * The lock is a row of tables, `migration_lock_<generation>`. ClickHouse creates a table of a name for one caller only,
 * and the next generation is created by whoever takes the lock, and by its holder to renew it: of a holder that renews and
 * a process that takes the lock for abandoned, one succeeds. The newest generation is the lock. Its comment names the
 * owner and the end of the lease, which never changes; the owner alone replaces it, to release the lock. Older
 * generations are dropped, the newest never is: no generation becomes the newest twice, so a holder that stalled cannot
 * touch its successor's, and one that died leaves nothing but a lease that runs out.
 * @throws StoreError `migration_locked` when another process holds it all the while, `migration_lock_lost` from the work
 */
export async function withMigrationLock<Result>(
  client: ClickHouseClient,
  database: string,
  work: (lock: HeldLock) => Promise<Result>,
  timing: LockTiming = TIMING,
): Promise<Result> {
  const owner = randomUUID();
  await acquire(client, database, owner, timing);
  let renewal: Promise<void> | undefined;
  const timer = setInterval(() => {
    // After a failure the next one tries again; when none succeeds, the work notices before its next step.
    renewal ??= renew(client, database, owner, timing)
      .catch(() => undefined)
      .finally(() => (renewal = undefined));
  }, timing.renewMilliseconds);
  try {
    return await work({
      assertHeld: async () => {
        const { newest, now } = await readNewest(client, database);
        if (newest?.owner === owner && newest.until > now) return;
        throw new StoreError('migration_lock_lost', 'The work stalled, and another process may have taken it over.');
      },
    });
  } finally {
    clearInterval(timer);
    // One that is under way would take the lock again.
    await renewal;
    // What the work came to counts, not this: a lock that is not released is free when its lease has run out.
    await release(client, database, owner).catch(() => undefined);
  }
}

async function acquire(client: ClickHouseClient, database: string, owner: string, timing: LockTiming): Promise<void> {
  const deadline = performance.now() + timing.patienceMilliseconds;
  for (;;) {
    const { newest, now } = await readNewest(client, database);
    if (!newest || newest.until <= now) {
      const next = { generation: (newest?.generation ?? 0) + 1, owner, until: now + timing.leaseSeconds };
      if (await takeNext(client, database, next)) return;
    }
    if (performance.now() > deadline) {
      throw new StoreError('migration_locked', 'Another process is changing the schema, or rebuilding state.');
    }
    await sleep(200);
  }
}

/** Creates the generation and drops the older ones, unless another process has taken it or a later one. */
async function takeNext(client: ClickHouseClient, database: string, next: Generation): Promise<boolean> {
  try {
    const comment = `${next.owner} ${next.until}`;
    await client.command({
      query: `CREATE TABLE ${PREFIX}${next.generation} (held UInt8) ENGINE = Memory COMMENT '${comment}'`,
    });
  } catch (error) {
    if (error instanceof ClickHouseError && error.code === TABLE_EXISTS) return false;
    throw error;
  }
  const { generations } = await readGenerations(client, database);
  // A process that was slow to create it may come after later ones were, and this one was dropped.
  if (generations.at(-1)?.generation !== next.generation) return false;
  for (const { generation } of generations.slice(0, -1)) {
    await client.command({ query: `DROP TABLE IF EXISTS ${PREFIX}${generation} SYNC` });
  }
  return true;
}

async function renew(client: ClickHouseClient, database: string, owner: string, timing: LockTiming): Promise<void> {
  const { newest, now } = await readNewest(client, database);
  if (newest?.owner !== owner) return;
  const next = { generation: newest.generation + 1, owner, until: now + timing.leaseSeconds };
  await takeNext(client, database, next);
}

async function release(client: ClickHouseClient, database: string, owner: string): Promise<void> {
  const { newest } = await readNewest(client, database);
  if (newest?.owner !== owner) return;
  await client.command({ query: `ALTER TABLE ${PREFIX}${newest.generation} MODIFY COMMENT '${RELEASED}'` });
}

/** One holding of the lock, from one renewal to the next. */
interface Generation {
  generation: number;
  owner: string;
  /** The end of the lease by the store's clock, in seconds since 1970, with fractions; 0 where it was released. */
  until: number;
}

const lockRow = z.object({ now: z.number(), name: z.string(), comment: z.string() });

/** The newest generation, and the store's clock in seconds since 1970. */
async function readNewest(client: ClickHouseClient, database: string) {
  const { generations, now } = await readGenerations(client, database);
  return { newest: generations.at(-1), now };
}

/** Every generation that there is, in their order. */
async function readGenerations(
  client: ClickHouseClient,
  database: string,
): Promise<{ generations: Generation[]; now: number }> {
  const rows = await readRows(client, lockRow, {
    // Joined to the clock, so that there is a row also where there is no lock.
    query: `SELECT toFloat64(now64(3)) AS now, name, comment
FROM (SELECT 1) AS clock
LEFT JOIN (
  SELECT name, comment FROM system.tables WHERE database = {database:String} AND match(name, '^${PREFIX}[0-9]+$')
) AS locks ON 1 = 1`,
    query_params: { database },
  });
  const generations = rows
    .filter(({ name }) => name !== '')
    .map(({ name, comment }) => {
      const [owner = '', until = 0] = comment.split(' ');
      return { generation: Number(name.slice(PREFIX.length)), owner, until: Number(until) };
    })
    .sort((one, other) => one.generation - other.generation);
  return { generations, now: rows[0]?.now ?? 0 };
}
