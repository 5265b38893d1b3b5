import { setTimeout as sleep } from 'node:timers/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import { clientOf, openTemporaryStore, rows, until, type TemporaryStore } from '../../embedded/testing/temporary-store';
import { createDatabase, migrate, readSchemaVersion } from './migrate';
import type { Migration } from './migrations';
import { withMigrationLock } from './migration-lock';

const table = (version: number, name: string): Migration => ({
  version,
  name: `table ${name}`,
  statements: [`CREATE TABLE ${name} (x UInt8) ENGINE = Memory`],
});

describe('migrations', () => {
  let temporary: TemporaryStore;
  let client: ClickHouseClient;
  let database = '';
  let count = 0;

  beforeAll(async () => {
    temporary = await openTemporaryStore();
  });
  afterAll(async () => temporary.remove());
  beforeEach(async () => {
    database = `m${count++}`;
    await createDatabase(temporary.writer, database);
    client = clientOf(temporary.store, 'writer', database);
  });
  afterEach(async () => client.close());

  it('applies what is missing, in order, and nothing twice', async () => {
    expect(await readSchemaVersion(client, database)).toBe(0);
    const first = await migrate(client, database, [table(1, 'a')]);
    expect(first).toEqual({ applied: [{ version: 1, name: 'table a' }], version: 1 });
    const second = await migrate(client, database, [table(1, 'a'), table(2, 'b')]);
    expect(second).toEqual({ applied: [{ version: 2, name: 'table b' }], version: 2 });
    expect(await migrate(client, database, [table(1, 'a'), table(2, 'b')])).toEqual({ applied: [], version: 2 });
    expect(await readSchemaVersion(client, database)).toBe(2);
  });

  it('takes a database that is not there for one without a schema', async () => {
    const stranger = clientOf(temporary.store, 'writer', 'nowhere');
    expect(await readSchemaVersion(stranger, 'nowhere')).toBe(0);
    await stranger.close();
  });

  it('refuses a step that is not the one that was applied', async () => {
    await migrate(client, database, [table(1, 'a')]);
    await expect(migrate(client, database, [table(1, 'other')])).rejects.toMatchObject({ code: 'schema_changed' });
  });

  it('refuses a database of a newer program', async () => {
    await migrate(client, database, [table(1, 'a'), table(2, 'b')]);
    await expect(migrate(client, database, [table(1, 'a')])).rejects.toMatchObject({ code: 'schema_too_new' });
  });

  it('lets several starters do the work of one', async () => {
    // CREATE TABLE without IF NOT EXISTS: a step that ran twice would fail.
    const steps = [table(1, 'a'), table(2, 'b'), table(3, 'c')];
    const reports = await Promise.all([1, 2, 3, 4].map(() => migrate(client, database, steps)));
    expect(reports.flatMap((report) => report.applied)).toHaveLength(3);
    const ledger = await rows(client, 'SELECT version FROM schema_migrations');
    expect(ledger).toHaveLength(3);
  });

  it('holds the lock for one at a time and gives it back after a failure', async () => {
    let inside = 0;
    let most = 0;
    const work = async (fail: boolean) => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 50));
      inside--;
      if (fail) throw new Error('a step failed');
    };
    const results = await Promise.allSettled(
      [false, true, false].map((fail) => withMigrationLock(client, database, () => work(fail))),
    );
    expect(most).toBe(1);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(await rows(client, `SELECT name FROM system.tables WHERE database = '${database}'`)).toEqual([
      { name: 'migration_lock_3' },
    ]);
  });

  it('takes over from a holder that died, also between taking the lock and dropping what was before', async () => {
    for (const generation of [1, 2]) {
      const query = `CREATE TABLE migration_lock_${generation} (held UInt8) ENGINE = Memory COMMENT 'dead 1000'`;
      await client.command({ query });
    }
    const report = await migrate(client, database, [table(1, 'a')]);
    expect(report.applied).toHaveLength(1);
    expect(await rows(client, `SHOW TABLES LIKE 'migration_lock%'`)).toEqual([{ name: 'migration_lock_3' }]);
  });

  it('stays with the successor of a holder that stalled', async () => {
    const timing = { leaseSeconds: 1, renewMilliseconds: 60_000, patienceMilliseconds: 20_000 };
    const inside: string[] = [];
    const enter = (name: string, milliseconds: number) =>
      withMigrationLock(
        client,
        database,
        async (lock) => {
          inside.push(`${name} in`);
          await sleep(milliseconds);
          await lock.assertHeld().finally(() => inside.push(`${name} out`));
        },
        { ...timing, leaseSeconds: name === 'stalled' ? 1 : 30 },
      );
    const stalled = enter('stalled', 3500);
    await sleep(300);
    const successor = enter('successor', 3000);
    await until(() => inside.includes('successor in'));
    const third = enter('third', 0);
    await expect(stalled).rejects.toMatchObject({ code: 'migration_lock_lost' });
    await Promise.all([successor, third]);
    expect(inside).toEqual(['stalled in', 'successor in', 'stalled out', 'successor out', 'third in', 'third out']);
  });

  it('keeps a living holder for as long as it works', async () => {
    const timing = { leaseSeconds: 2, renewMilliseconds: 300, patienceMilliseconds: 20_000 };
    const order: string[] = [];
    const first = withMigrationLock(
      client,
      database,
      async (lock) => {
        await sleep(4000);
        await lock.assertHeld();
        order.push('first');
      },
      timing,
    );
    await sleep(200);
    await withMigrationLock(client, database, () => Promise.resolve(order.push('second')), timing);
    await first;
    expect(order).toEqual(['first', 'second']);
  });

  it('passes either to its holder or to another when both are about to take it', async () => {
    const timing = { leaseSeconds: 1, renewMilliseconds: 1800, patienceMilliseconds: 20_000 };
    let isInside = false;
    const holder = withMigrationLock(
      client,
      database,
      async (lock) => {
        isInside = true;
        // The lease has run out, and the other is about to take the lock, when the holder renews it.
        await sleep(2200);
        await lock.assertHeld();
        await sleep(600);
        isInside = false;
      },
      timing,
    );
    await until(() => isInside);
    await sleep(1200);
    const other = withMigrationLock(slowToCreate(client, 1200), database, () => Promise.resolve(isInside), timing);
    await holder;
    expect(await other).toBe(false);
  });

  it('stays released when a renewal was under way', async () => {
    const timing = { leaseSeconds: 30, renewMilliseconds: 1, patienceMilliseconds: 20_000 };
    for (let count = 0; count < 5; count++) {
      await withMigrationLock(client, database, () => sleep(20), timing);
      await sleep(50);
      const locks = await rows(client, `SELECT comment FROM system.tables WHERE database = '${database}'`);
      expect(locks).toEqual([{ comment: 'released' }]);
    }
  });
});

/** A client that creates tables with a delay, as a process does that stalls just before. */
function slowToCreate(client: ClickHouseClient, milliseconds: number): ClickHouseClient {
  const command: ClickHouseClient['command'] = async (parameters) => {
    if (parameters.query.startsWith('CREATE')) await sleep(milliseconds);
    return client.command(parameters);
  };
  return Object.assign(Object.create(client) as ClickHouseClient, { command });
}
