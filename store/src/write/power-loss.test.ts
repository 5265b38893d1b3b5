import { setFsync } from './power-loss';
import { DATABASE, openMigratedStore, type MigratedStore } from './testing/migrated-store';

describe('writing through to the disk', () => {
  let store: MigratedStore;
  beforeAll(async () => {
    store = await openMigratedStore();
  });
  afterAll(async () => store.remove());

  const syncedTables = async () =>
    (
      await store.select<{ name: string }>(
        `SELECT name FROM system.tables WHERE database = '${DATABASE}' AND create_table_query LIKE '%fsync_after_insert = 1, fsync_part_directory = 1%' ORDER BY name`,
      )
    ).map(({ name }) => name);

  it('is off at first, and can be turned on and off, any number of times', async () => {
    expect(await syncedTables()).toEqual([]);
    for (let time = 0; time < 2; time++) {
      await setFsync(store.writer, DATABASE, true);
      expect(await syncedTables()).toEqual(['api_keys', 'commits', 'events', 'rejected_events', 'settings']);
    }
    await setFsync(store.writer, DATABASE, false);
    expect(await syncedTables()).toEqual([]);
  });
});
