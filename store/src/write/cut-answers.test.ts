import type { ClickHouseClient } from '@clickhouse/client';
import { batchesBehind, waitForState } from '../read/state-coverage';
import { serverVersion } from '../read/server';
import { loadSettings } from '../read/settings';
import { CUTS, startCuttingProxy, type CuttingProxy } from '../read/testing/cutting-proxy';
import { createKey, listKeys, revokeKey } from './api-keys';
import { pendingCommits } from './commit/commits';
import { createWriteClient } from './connection';
import { loadContactFingerprint } from './contact-fingerprint';
import { openImportLog } from './imports/import-log';
import { createKeyStore } from './key-store';
import { openWriter } from './open-writer';
import { hasRecords, listRecordIds, readStoredRecords } from './records/known-records';
import { setRejectedDays } from './rejected/rejected-days';
import { selectRejected } from './rejected/select-rejected';
import { countRows } from './removal/mutate';
import { readStoredTables } from './removal/stored-columns';
import { migrate, readSchemaVersion } from './schema/migrate';
import { withMigrationLock } from './schema/migration-lock';
import { readSources } from './sources';
import { deriveState } from './state/derive';
import { DATABASE, event, openMigratedStore, type MigratedStore } from './testing/migrated-store';

let store: MigratedStore;
let proxy: CuttingProxy;
let client: ClickHouseClient;

beforeAll(async () => {
  store = await openMigratedStore();
  proxy = await startCuttingProxy(store.connection.url);
  client = createWriteClient({ ...store.connection, url: proxy.url });
});
afterEach(() => proxy.mend());
afterAll(async () => {
  await client.close();
  proxy.close();
  await store.remove();
});

const scope = { kind: 'opportunity', namespace: 'crm' } as const;

const READERS: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['settings', () => loadSettings(client)],
  ['version', () => serverVersion(client)],
  ['backlog', () => batchesBehind(client)],
  ['wait for state', () => waitForState(client, 0)],
  ['schema', () => readSchemaVersion(client, DATABASE)],
  ['migration', () => migrate(client, DATABASE)],
  ['migration lock', () => withMigrationLock(client, DATABASE, () => Promise.resolve())],
  ['keys', () => listKeys(client)],
  ['key to revoke', () => revokeKey(client, 'unknown')],
  ['pending batches', () => pendingCommits(client)],
  ['derived state', () => deriveState(client, [1n])],
  ['fingerprint', () => loadContactFingerprint(client)],
  ['sources', () => readSources(client)],
  ['refused events', () => selectRejected(client, {}, { limit: 10 })],
  ['days of refused events', () => setRejectedDays(client, DATABASE, 30)],
  ['imports', () => openImportLog(client).list({}, 10)],
  ['records', () => readStoredRecords(client, scope, ['a'])],
  ['any record', () => hasRecords(client, scope)],
  ['ids of records', () => listRecordIds(client, { ...scope, asOf: 0 }).next()],
  ['counted rows', () => countRows(client, 'events', { condition: '1', parameters: {} })],
  ['tables', () => readStoredTables(client, DATABASE)],
];

it.each(READERS)('an answer that was cut is an error for the reader of %s', async (_name, read) => {
  for (const [place, code, how] of CUTS) {
    let isCut = false;
    proxy.cut((answer) => {
      const rest = how(answer);
      isCut ||= rest !== answer;
      return rest;
    });
    const failure = await read().catch((error: unknown) => error);
    // An answer without rows cannot lose one.
    if (isCut) expect([place, failure]).toMatchObject([place, { code }]);
    else expect(place).toBe('a row that is missing');
  }
});

it('a key is not refused because the answer about it was cut', async () => {
  const text = await createKey(client, { source: 'crm', namespace: 'crm' });
  const keys = createKeyStore(client);
  proxy.cut(() => '');
  await expect(keys.find(text)).rejects.toMatchObject({ name: 'WriterUnavailableError' });
  proxy.mend();
  expect(await keys.find(text)).toMatchObject({ source: 'crm' });
});

it.each(CUTS)('an event is stored once though the answer about known ids has %s', async (place, _code, how) => {
  const sent = { type: 'call.logged', occurred_at: '2026-01-05T10:00:00Z', direction: 'inbound', outcome: 'busy' };
  const call = event({ ...sent, id: place });
  const other = event({ ...sent, id: `${place}, too` });
  const problems: unknown[] = [];
  const writer = openWriter({ client, onProblem: (problem) => problems.push(problem) });
  const origin = { source: 'calls', namespace: 'calls' };
  await writer.write(origin, [call, other]);
  let cuts = 0;
  proxy.cut((answer) => (++cuts > 2 ? answer : how(answer)), /event_ids/);
  expect(await writer.write(origin, [call, other])).toEqual(['duplicate', 'duplicate']);
  expect(cuts).toBe(3);
  await writer.settle();
  await writer.close();
  expect(problems).toEqual([]);
});
