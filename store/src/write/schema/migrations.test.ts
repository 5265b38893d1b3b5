import type { ClickHouseClient } from '@clickhouse/client';
import { rows } from '../../embedded/testing/temporary-store';
import { openMigratedStore, type MigratedStore } from '../testing/migrated-store';
import { DEFINITIONS } from './definitions';
import { MIGRATIONS, checksum } from './migrations';

/** What stores in use have been given. A released step never changes: add another one instead. */
const RELEASED: Record<number, string> = {
  1: 'e9896add6dfd416dc5e794c7f25f69af579de2c1b049366a889d7d0d2a0e190d',
  2: 'fd30c2135456a20c41685073b9e56435d26139352367acc579240e9092bdc4c4',
  3: '07146f2149ba0690291fbfd2b606e8f6059a0dfc83a6d5197a3c71ede73da351',
};

test('released steps are as they were, and every step follows the one before', () => {
  expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  for (const [version, released] of Object.entries(RELEASED)) {
    const step = MIGRATIONS.find((migration) => migration.version === Number(version));
    expect([version, step && checksum(step)]).toEqual([version, released]);
  }
});

describe('all steps together', () => {
  let store: MigratedStore;
  beforeAll(async () => {
    store = await openMigratedStore();
  });
  afterAll(() => store.remove());

  it('give the tables, columns and views of the definitions', async () => {
    const defined = await store.openDatabase('defined');
    for (const query of DEFINITIONS) await defined.command({ query });
    expect(await describeSchema(store.writer)).toEqual(await describeSchema(defined));
    await defined.close();
  });
});

/** Every table with its engine and key, every column with its type, and every view with its query, by name. */
async function describeSchema(client: ClickHouseClient): Promise<Record<string, unknown>> {
  const tables = await rows<Record<'name' | 'engine' | 'sorting_key' | 'partition_key' | 'query', string>>(
    client,
    `SELECT name, engine, sorting_key, partition_key, replaceAll(as_select, currentDatabase() || '.', '') AS query
FROM system.tables WHERE database = currentDatabase() AND name != 'schema_migrations' AND NOT startsWith(name, 'migration_lock_')`,
  );
  const columns = await rows<Record<'table' | 'name' | 'type', string>>(
    client,
    'SELECT table, name, type FROM system.columns WHERE database = currentDatabase() ORDER BY name',
  );
  return Object.fromEntries(
    tables.map(({ name: table, ...description }) => [
      table,
      {
        ...description,
        columns: columns.filter((column) => column.table === table).map(({ name, type }) => `${name} ${type}`),
      },
    ]),
  );
}
