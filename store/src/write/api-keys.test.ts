import { createKey, listKeys, revokeKey } from './api-keys';
import { openMigratedStore, type MigratedStore } from './testing/migrated-store';

const ORIGIN = { source: 'crm', namespace: 'crm' };

describe('keys of the ingest API', () => {
  let store: MigratedStore;
  beforeAll(async () => {
    store = await openMigratedStore();
  });
  afterAll(async () => store.remove());

  it('keeps no secret', async () => {
    const key = await createKey(store.writer, ORIGIN);
    const secret = key.split('_').slice(2).join('_');
    const kept = JSON.stringify(await store.select('SELECT * FROM api_keys'));
    expect(kept).not.toContain(secret);
    expect(JSON.stringify(await listKeys(store.writer))).not.toContain(secret);
  });

  it('revokes a key once', async () => {
    const key = await createKey(store.writer, { source: 'revoked', namespace: 'revoked' });
    const [, id = ''] = key.split('_');
    expect(await revokeKey(store.writer, id)).toBe(true);
    expect(await revokeKey(store.writer, id)).toBe(false);
    for (const unknown of ['unknown', '']) expect(await revokeKey(store.writer, unknown)).toBe(false);
    expect((await listKeys(store.writer)).find((listed) => listed.id === id)).toMatchObject({ revoked: true });
  });

  it('cannot be read by the user for queries', async () => {
    await expect(store.reader.query({ query: 'SELECT * FROM api_keys' })).rejects.toMatchObject({ code: '497' });
  });
});
