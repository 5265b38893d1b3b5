import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClickHouseError, type ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { StoreError } from '../store-error';

const LOCK = 'migration_lock';
const TABLE_EXISTS = '57';
/** A holder that has not finished or renewed for this long is taken for dead. */
const LEASE_SECONDS = 30;
const RENEW_MILLISECONDS = 10_000;
const PATIENCE_MILLISECONDS = 120_000;

/**
 * Runs the work while holding the database's migration lock. The lock is a table: ClickHouse makes one of a name
 * for one caller only, and refuses it to the others. Its comment says until when the holder is taken for alive.
 * @throws StoreError `migration_locked` when another process holds it for two minutes
 */
export async function withMigrationLock<Result>(
  client: ClickHouseClient,
  database: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const owner = randomUUID();
  await acquire(client, database, owner);
  const renewal = setInterval(() => {
    // A renewal that fails is made up for by the next; when none gets through, the work fails as well.
    leaseComment(client, owner)
      .then((comment) => client.command({ query: `ALTER TABLE ${LOCK} MODIFY COMMENT '${comment}'` }))
      .catch(() => undefined);
  }, RENEW_MILLISECONDS);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await client.command({ query: `DROP TABLE IF EXISTS ${LOCK} SYNC` });
  }
}

async function acquire(client: ClickHouseClient, database: string, owner: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  while (!(await tryCreate(client, LOCK, await leaseComment(client, owner)))) {
    if (Date.now() > deadline) {
      throw new StoreError(
        'migration_locked',
        'Another process has been changing the schema, or rebuilding state, for two minutes.',
      );
    }
    await breakDeadLock(client, database);
    await sleep(200);
  }
}

/** "<owner> <unix second of the lease's end>", by the server's clock. */
async function leaseComment(client: ClickHouseClient, owner: string): Promise<string> {
  return `${owner} ${(await serverSeconds(client)) + LEASE_SECONDS}`;
}

async function tryCreate(client: ClickHouseClient, table: string, comment: string): Promise<boolean> {
  try {
    await client.command({ query: `CREATE TABLE ${table} (held UInt8) ENGINE = Memory COMMENT '${comment}'` });
    return true;
  } catch (error) {
    if (error instanceof ClickHouseError && error.code === TABLE_EXISTS) return false;
    throw error;
  }
}

/**
 * Drops the lock of a dead holder. Only who could make the table named after that holder may drop it, and only after
 * seeing that the lock is still the dead one's: so no one drops the lock of a successor.
 */
async function breakDeadLock(client: ClickHouseClient, database: string): Promise<void> {
  const seen = await readLock(client, database);
  if (!seen || seen.until > (await serverSeconds(client))) return;
  const claim = `${LOCK}_of_${seen.owner.replaceAll('-', '')}`;
  if (!(await tryCreate(client, claim, 'claim'))) return;
  const still = await readLock(client, database);
  if (still?.owner === seen.owner) await client.command({ query: `DROP TABLE IF EXISTS ${LOCK} SYNC` });
  await client.command({ query: `DROP TABLE IF EXISTS ${claim} SYNC` });
}

async function readLock(client: ClickHouseClient, database: string) {
  const result = await client.query({
    query: 'SELECT comment FROM system.tables WHERE database = {database:String} AND name = {name:String}',
    query_params: { database, name: LOCK },
    format: 'JSONEachRow',
  });
  const [row] = z.array(z.object({ comment: z.string() })).parse(await result.json());
  const [owner, until] = row?.comment.split(' ') ?? [];
  return owner && /^[0-9a-f-]{36}$/.test(owner) ? { owner, until: Number(until) } : undefined;
}

async function serverSeconds(client: ClickHouseClient): Promise<number> {
  const result = await client.query({ query: 'SELECT toUnixTimestamp(now()) AS now', format: 'JSONEachRow' });
  const [row] = z.array(z.object({ now: z.number() })).parse(await result.json());
  return row?.now ?? 0;
}
