import { rows } from '../../embedded/testing/temporary-store';
import { ENTITIES } from '../state/entities';
import { dimensionsOf } from '../state/entity';
import { openMigratedStore, type MigratedStore } from '../testing/migrated-store';
import { STORED_COLUMNS } from './column-types';
import { MIGRATIONS, checksum } from './migrations';

/** What stores in use have been given. A released step never changes: add another one instead. */
const RELEASED: Record<number, string> = {
  1: 'e9896add6dfd416dc5e794c7f25f69af579de2c1b049366a889d7d0d2a0e190d',
  2: 'fd30c2135456a20c41685073b9e56435d26139352367acc579240e9092bdc4c4',
  3: '07146f2149ba0690291fbfd2b606e8f6059a0dfc83a6d5197a3c71ede73da351',
  4: '91c0dc3fb66bff336611f47ffc4ae328097aa7c1b23f59f6d8050d6500e3ecc7',
  5: 'b55ac7d55c249c613e1d8e0e90305b04e61522bdc34fa156928d1c0d3d819e86',
  6: '809b39eb0c665b7f3c3aace036f0e34ff2a737fb4db4f37e930fc4fed12f11c7',
  7: 'f8060eb87ab73253bdff43a34e9c7b008aa5e3ae551e2dae21cca9fdd90f7479',
};

test('released steps are as they were, and every step follows the one before', () => {
  expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  for (const [version, released] of Object.entries(RELEASED)) {
    const step = MIGRATIONS.find((migration) => migration.version === Number(version));
    expect([version, step && checksum(step)]).toEqual([version, released]);
  }
});

interface Column {
  table: string;
  name: string;
  type: string;
  default_kind: string;
}

describe('all steps together', () => {
  let store: MigratedStore;
  let columns: Column[];
  beforeAll(async () => {
    store = await openMigratedStore();
    const query = 'SELECT table, name, type, default_kind FROM system.columns WHERE database = currentDatabase()';
    columns = await rows(store.writer, query);
  });
  afterAll(() => store.remove());

  const columnsOf = (table: string) => columns.filter((column) => column.table === table);
  const namesOf = (table: string) => columnsOf(table).map(({ name }) => `${table}.${name}`);

  it('give events the columns that are encoded, and as many to the events of entities', () => {
    const encoded = STORED_COLUMNS.map(({ name, type }) => `${name} ${type}`);
    const ofEntities = ['entity LowCardinality(String)', 'key UInt64', ...encoded];
    const stored = ['events', 'entity_events'].flatMap(columnsOf);
    expect(stored.map(({ table, name, type }) => `${table}.${name} ${type}`).sort()).toEqual(
      [...encoded.map((column) => `events.${column}`), ...ofEntities.map((column) => `entity_events.${column}`)].sort(),
    );
  });

  it.each(ENTITIES)('take what is folded of the entity $name', async ({ fold }) => {
    const statement = fold('1');
    const [, table = '', list = ''] = /^INSERT INTO (\w+) \(([^)]+)\)/.exec(statement) ?? [];
    const written = list.split(/,\s+/).map((name) => `${table}.${name}`);
    expect(namesOf(table).sort()).toEqual(written.sort());
    await store.writer.command({ query: statement });
  });

  it('fill every column of the tables that follow from a fold', () => {
    const views = new Set(columns.map(({ table }) => table).filter((table) => table.endsWith('_view')));
    expect(views.size).toBeGreaterThan(0);
    for (const view of views) {
      const table = view.replace(/_view$/, '');
      const filled = columnsOf(view).map(({ name }) => `${table}.${name}`);
      const toFill = columnsOf(table).filter((column) => column.default_kind === '');
      expect(filled.sort()).toEqual(toFill.map(({ name }) => `${table}.${name}`).sort());
    }
  });

  it('split all state by the dimensions that events share', () => {
    const missing = ENTITIES.flatMap(({ name: entity, tables }) =>
      tables.flatMap((table) => dimensionsOf(entity).map((dimension) => `${table}.${dimension}`)),
    ).filter((column) => !columns.some(({ table, name }) => `${table}.${name}` === column));
    expect(missing).toEqual([]);
  });
});
