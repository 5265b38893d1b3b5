import { DEFAULT_SETTINGS } from '@saleshub/model';
import { saveSettings } from '../write/settings';
import { openMigratedStore, type MigratedStore } from '../write/testing/migrated-store';
import { serverVersion } from './server';
import { loadSettings } from './settings';

describe('settings in the store', () => {
  let store: MigratedStore;
  beforeAll(async () => {
    store = await openMigratedStore();
  });
  afterAll(async () => store.remove());

  it('are the defaults until some are kept, and the last ones kept afterwards', async () => {
    expect(await loadSettings(store.reader)).toEqual(DEFAULT_SETTINGS);
    await saveSettings(store.writer, { timeZone: 'Asia/Seoul', currency: 'KRW' });
    await saveSettings(store.writer, { weekStart: 'sunday' });
    expect(await loadSettings(store.reader)).toEqual({
      ...DEFAULT_SETTINGS,
      timeZone: 'Asia/Seoul',
      currency: 'KRW',
      weekStart: 'sunday',
    });
  });

  it('stand beside the version of ClickHouse', async () => {
    expect(await serverVersion(store.reader)).toMatch(/^\d+\.\d+/);
  });
});
