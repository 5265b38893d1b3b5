import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { READABLE_TABLES } from '../../readable-tables';
import { openMigratedStore, type MigratedStore } from '../testing/migrated-store';

describe('what the user for queries may read of the schema', () => {
  let store: MigratedStore;
  beforeAll(async () => {
    store = await openMigratedStore();
  });
  afterAll(async () => store.remove());

  /** The tables that hold something, or show it. */
  const readTables = () =>
    store.select<{ table: string; columns: string[] }>(`SELECT table, groupArray(name) AS columns
FROM system.columns WHERE database = currentDatabase() AND NOT match(table, '_(view|fold)$|^migration_lock_') GROUP BY table ORDER BY table`);

  const isRefused = (what: string, table: string): Promise<boolean> =>
    store.reader.command({ query: `SELECT ${what} FROM \`${table}\` LIMIT 0` }).then(
      () => false,
      ({ code }: { code?: string }) => code === '497',
    );

  it('is all of it but for what is kept from it on purpose', async () => {
    const refused: string[] = [];
    for (const { table, columns } of await readTables()) {
      if (!(await isRefused('*', table))) continue;
      const ofTable: string[] = [];
      for (const column of columns) if (await isRefused(`\`${column}\``, table)) ofTable.push(`${table}.${column}`);
      refused.push(...(ofTable.length === columns.length ? [table] : ofTable.sort()));
    }
    expect(refused).toEqual([
      'api_keys',
      'event_ids',
      'imports',
      'record_merges',
      ...['altered', 'body', 'format', 'path'].map((column) => `rejected_events.${column}`),
      'removals',
      'schema_migrations',
    ]);
  });

  it('is what the documentation grants on a server', () => {
    const text = readFileSync(resolve(__dirname, '../../../../docs/embedded-clickhouse.md'), 'utf8');
    const granted = text
      .split('\n')
      .filter((line) => line.startsWith('GRANT SELECT') && line.includes('saleshub_reader'));
    const expected = [...READABLE_TABLES].map(([table, columns]) => {
      const some = columns === 'all' ? '' : `(${columns.join(', ')})`;
      return `GRANT SELECT${some} ON saleshub.${table} TO saleshub_reader;`;
    });
    expect(granted).toEqual(expected);
  });

  it('names tables that there are', async () => {
    const names = (await readTables()).map(({ table }) => table);
    expect([...READABLE_TABLES.keys()].filter((name) => !names.includes(name))).toEqual([]);
  });
});
