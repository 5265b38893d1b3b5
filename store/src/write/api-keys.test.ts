import { createKey, createKeyStore, listKeys, revokeKey } from './api-keys';
import { openMigratedStore, type MigratedStore } from './testing/migrated-store';

const ORIGIN = { source: 'crm', namespace: 'crm' };

describe('keys of the ingest API', () => {
  let store: MigratedStore;
  let time = 1_000_000;
  const clock = () => time;
  beforeAll(async () => {
    store = await openMigratedStore();
  });
  afterAll(async () => store.remove());

  it('finds a key by its text, and no other', async () => {
    const key = await createKey(store.writer, ORIGIN);
    const keys = createKeyStore(store.writer);
    expect(await keys.find(key)).toMatchObject({ source: 'crm', namespace: 'crm', rights: ['write'] });
    const other = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`;
    for (const wrong of [other, key.slice(1), `${key}x`, '', 'shk_000000000000_x', key.toUpperCase()]) {
      expect(await keys.find(wrong)).toBeUndefined();
    }
  });

  it('keeps no secret', async () => {
    const key = await createKey(store.writer, ORIGIN);
    const secret = key.split('_').slice(2).join('_');
    const kept = JSON.stringify(await store.select('SELECT * FROM api_keys'));
    expect(kept).not.toContain(secret);
    expect(JSON.stringify(await listKeys(store.writer))).not.toContain(secret);
  });

  it('revokes a key, at the latest when it is forgotten', async () => {
    const key = await createKey(store.writer, { source: 'revoked', namespace: 'revoked' });
    const keys = createKeyStore(store.writer, clock);
    const id = (await keys.find(key))?.id ?? '';
    expect(await revokeKey(store.writer, id)).toBe(true);
    time += 10_001;
    expect(await keys.find(key)).toBeUndefined();
    expect(await revokeKey(store.writer, id)).toBe(false);
    expect(await revokeKey(store.writer, 'unknown')).toBe(false);
    expect((await listKeys(store.writer)).find((listed) => listed.id === id)).toMatchObject({ revoked: true });
  });

  it('cannot be read by the user for queries', async () => {
    await expect(store.reader.query({ query: 'SELECT * FROM api_keys' })).rejects.toMatchObject({ code: '497' });
  });
});
