import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SETTINGS, parseEvent, type RecordKind } from '@saleshub/model';
import { openEmbeddedStore, waitForEngineEnd } from '@saleshub/store/embedded';
import { createReadClient, runQuery } from '@saleshub/store/read';
import {
  createDatabase,
  createWriteClient,
  hasRecords,
  listRecordIds,
  migrate,
  openImportLog,
  openWriter,
  readStoredRecords,
  undoImport,
} from '@saleshub/store/write';
import { intakeForTest } from '../../intake/testing/intake-for-test';
import { takeSnapshot, type RecordStore, type SnapshotOptions, type SnapshotReport } from '../take-snapshot';

const DATABASE = 'saleshub';

/** An embedded store that takes snapshots and events, and answers queries. */
export async function openRecordsHub() {
  const folder = await mkdtemp(join(tmpdir(), 'saleshub-records-'));
  const store = await openEmbeddedStore({ dataDir: folder });
  const connect = (database: string) => createWriteClient({ url: store.url, ...store.writer, database });
  const root = connect('default');
  await createDatabase(root, DATABASE);
  await root.close();
  const client = connect(DATABASE);
  await migrate(client, DATABASE);
  const reader = createReadClient({ url: store.url, ...store.reader, database: DATABASE });
  const problems: unknown[] = [];
  const openHubWriter = () => openWriter({ client, onProblem: (problem) => problems.push(problem) });
  let writer = openHubWriter();
  const closeWriter = async () => {
    await writer.close();
    if (problems.length > 0) throw new Error('The writer had a problem', { cause: problems[0] });
  };
  const intake = intakeForTest();
  const records: RecordStore = {
    settle: () => writer.settle(),
    hasAny: (scope) => hasRecords(client, scope),
    read: (scope, ids) => readStoredRecords(client, scope, ids),
    listIds: (scope) => listRecordIds(client, scope),
  };

  return {
    /** Takes a snapshot of records as JSON. */
    snapshot: (
      kind: RecordKind,
      asOf: string,
      bodies: readonly unknown[],
      options: Partial<SnapshotOptions> = {},
    ): Promise<SnapshotReport> =>
      takeSnapshot({
        ...{ kind, intake, records, writer, timeZone: 'UTC', clock: Date.now },
        origin: { source: 'crm', namespace: 'crm' },
        asOf: Date.parse(asOf),
        complete: false,
        allowDeletions: false,
        about: { file: '', fileHash: '', mappingHash: '', author: 'test' },
        rows: async function* () {
          await Promise.resolve();
          yield bodies.map((body, place) => ({ place, read: { ok: true as const, body } }));
        },
        imports: openImportLog(client),
        ...options,
      }),
    /** Stores events of another source of the same tool. */
    send: async (events: readonly Record<string, unknown>[], source = 'hook') => {
      const checked = events.map((body) => {
        const parsed = parseEvent(body, { now: Date.now() });
        if (!parsed.ok) throw new Error(parsed.errors[0].message);
        return parsed.event;
      });
      await writer.write({ source, namespace: 'crm' }, checked);
      await writer.settle();
    },
    undo: (id: string) => undoImport(client, DATABASE, id),
    /** The values of a metric, by the names of its split; of a total under ''. */
    values: async (metric: string, from: string, to: string, by?: string): Promise<Record<string, number | null>> => {
      const query = { metric, ...(by === undefined ? { shape: 'total' } : { shape: 'breakdown', groupBy: [by] }) };
      const range = { from: Date.parse(from), to: Date.parse(to) };
      const { rows } = await runQuery(reader, query, { range, now: Date.now(), settings: DEFAULT_SETTINGS });
      return Object.fromEntries(
        rows.map((row) => [by === undefined ? '' : String(row[by]), row['value'] as number | null]),
      );
    },
    /** Forgets all that it was sent, which is quicker than another hub. */
    clear: async () => {
      await closeWriter();
      const tables = await client.query({
        query: `SELECT name FROM system.tables
WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND name != 'schema_migrations'`,
        format: 'JSONEachRow',
      });
      for (const { name } of await tables.json<{ name: string }>()) {
        await client.command({ query: `TRUNCATE TABLE ${name} SYNC` });
      }
      writer = openHubWriter();
    },
    remove: async () => {
      await writer.close();
      await Promise.all([client.close(), reader.close()]);
      await store.close();
      await waitForEngineEnd(folder);
      await rm(folder, { recursive: true });
      if (problems.length > 0) throw new Error('The writer had a problem', { cause: problems[0] });
    },
  };
}
