import { randomBytes } from 'node:crypto';
import type { ClickHouseClient } from '@clickhouse/client';
import { createKey, hashOf, revokeKey } from './api-keys';
import { createKeyStore } from './key-store';
import { openMigratedStore, type MigratedStore } from './testing/migrated-store';

const CRM = { source: 'crm', namespace: 'crm' };

/** A key that nobody has made. */
const inventKey = (id = randomBytes(6).toString('hex')) => `shk_${id}_${randomBytes(32).toString('base64url')}`;

describe('finding keys', () => {
  let store: MigratedStore;
  let time = 1_000_000;
  let lookUps = 0;
  beforeAll(async () => {
    store = await openMigratedStore();
  });
  afterAll(async () => store.remove());
  beforeEach(() => {
    lookUps = 0;
  });

  /** Keys of the store, with a count of the look-ups and a clock that stands still. */
  const openKeys = () => {
    const exec = (...asked: Parameters<ClickHouseClient['exec']>) => {
      lookUps++;
      return store.writer.exec(...asked);
    };
    return createKeyStore({ exec } as unknown as ClickHouseClient, () => time);
  };

  it('takes a key for one by its text, and nothing else', async () => {
    const key = await createKey(store.writer, CRM);
    const keys = openKeys();
    expect(await keys.find(key)).toMatchObject({ source: 'crm', namespace: 'crm', rights: ['write'] });
    const other = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`;
    for (const wrong of [other, key.slice(1), `${key}x`, '', 'shk_000000000000_x', key.toUpperCase()]) {
      expect(await keys.find(wrong)).toBeUndefined();
    }
    expect(lookUps).toBe(1);
  });

  it('goes on for ten seconds with a key that was revoked', async () => {
    const key = await createKey(store.writer, CRM);
    const keys = openKeys();
    await revokeKey(store.writer, (await keys.find(key))?.id ?? '');
    time += 9_999;
    expect(await keys.find(key)).toBeDefined();
    time += 1;
    expect(await keys.find(key)).toBeUndefined();
  });

  it('looks an id up once for all who show it', async () => {
    const [key, keys] = [await createKey(store.writer, CRM), openKeys()];
    const found = await Promise.all(Array.from({ length: 100 }, () => keys.find(key)));
    expect(found.every((one) => one?.source === 'crm')).toBe(true);
    expect(lookUps).toBe(1);
  });

  it('is not held up by a flood of made-up keys, which costs some look-ups', async () => {
    const [shown, fresh] = [await createKey(store.writer, CRM), await createKey(store.writer, CRM)];
    const keys = openKeys();
    await keys.find(shown);
    time += 10_000;
    let isOver = false;
    const flood = Promise.all(Array.from({ length: 2000 }, () => keys.find(inventKey())));
    void flood.then(() => (isOver = true));
    // One that was shown before has its own look-up; one that is shown first waits in the line.
    expect(await keys.find(shown)).toBeDefined();
    expect(isOver).toBe(false);
    expect(await keys.find(fresh)).toBeDefined();
    expect(new Set(await flood)).toEqual(new Set([undefined]));
    expect(lookUps).toBeLessThanOrEqual(14);
  });

  it('remembers keys, however many made-up ones are shown', async () => {
    const [key, keys] = [await createKey(store.writer, CRM), openKeys()];
    await keys.find(key);
    await Promise.all(Array.from({ length: 12_000 }, () => keys.find(inventKey())));
    lookUps = 0;
    expect(await keys.find(key)).toBeDefined();
    expect(lookUps).toBe(0);
  });

  it('finds a key a second after it was refused because it was not there yet', async () => {
    const [keys, key] = [openKeys(), inventKey('0123456789ab')];
    expect(await keys.find(key)).toBeUndefined();
    await store.writer.command({
      query: `INSERT INTO api_keys (id, version, source, rights, secret_hash) SELECT '0123456789ab', 1, 'late', ['write'], {hash:String}`,
      query_params: { hash: hashOf(key.slice('shk_0123456789ab_'.length)) },
    });
    time += 999;
    expect(await keys.find(key)).toBeUndefined();
    expect(lookUps).toBe(1);
    time += 1;
    expect(await keys.find(key)).toMatchObject({ source: 'late' });
  });

  it('says that the store does not answer, and finds keys when it does again', async () => {
    const key = await createKey(store.writer, CRM);
    let isAway = true;
    const exec = (...asked: Parameters<ClickHouseClient['exec']>) =>
      isAway ? Promise.reject(new Error('away')) : store.writer.exec(...asked);
    const keys = createKeyStore({ exec } as unknown as ClickHouseClient, () => time);
    await expect(keys.find(key)).rejects.toMatchObject({ code: 'store_unavailable' });
    isAway = false;
    expect(await keys.find(key)).toBeDefined();
  });
});
