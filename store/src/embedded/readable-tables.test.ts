import type { ClickHouseClient } from '@clickhouse/client';
import { clientOf, errorCode, openTemporaryStore, rows, temporaryFolder } from './testing/temporary-store';

/** A hub's tables, as far as it matters here, each with a row. */
async function makeHub(writer: ClickHouseClient, database: string): Promise<void> {
  const columns = 'id String, received_at DateTime, version UInt8, source String, body String';
  for (const query of [
    `CREATE DATABASE ${database} ENGINE = Atomic`,
    `CREATE TABLE ${database}.api_keys (id String, secret_hash String) ENGINE = MergeTree ORDER BY id`,
    `INSERT INTO ${database}.api_keys SELECT 'k', 'SECRET'`,
    `CREATE TABLE ${database}.events (id String) ENGINE = MergeTree ORDER BY id`,
    `INSERT INTO ${database}.events SELECT 'e'`,
    `CREATE TABLE ${database}.rejected_events (${columns}) ENGINE = ReplacingMergeTree(version) ORDER BY id`,
    `INSERT INTO ${database}.rejected_events SELECT 'r', now(), 1, 'crm', 'SECRET'`,
  ]) {
    await writer.command({ query });
  }
}

/** Names that the writer gives the keys, and what is asked of them. */
const AROUND: readonly (readonly [string, readonly string[], string])[] = [
  ['another name', ['RENAME TABLE api_keys TO old_keys'], 'SELECT * FROM old_keys'],
  ['a copy', ['CREATE TABLE copied ENGINE = MergeTree ORDER BY id AS SELECT * FROM api_keys'], 'SELECT * FROM copied'],
  ['a clone', ['CREATE TABLE cloned CLONE AS api_keys'], 'SELECT * FROM cloned'],
  ['a view', ['CREATE VIEW seen AS SELECT * FROM api_keys'], 'SELECT * FROM seen'],
  ['a readable name', ['CREATE OR REPLACE VIEW roster AS SELECT * FROM api_keys'], 'SELECT * FROM roster'],
  [
    'a rebuild',
    [
      'CREATE DATABASE hub_rebuild ENGINE = Atomic',
      'CREATE TABLE hub_rebuild.api_keys (id String, secret_hash String) ENGINE = MergeTree ORDER BY id',
      'EXCHANGE TABLES hub.api_keys AND hub_rebuild.api_keys',
    ],
    'SELECT * FROM hub_rebuild.api_keys',
  ],
  ['no change', [], 'SELECT * FROM hub.API_KEYS'],
];

describe.each(['saleshub', 'hub'])('the reader of a database named %s', (database) => {
  let temporary: Awaited<ReturnType<typeof openTemporaryStore>>;
  let reader: ClickHouseClient;
  beforeAll(async () => {
    temporary = await openTemporaryStore({ database });
    await makeHub(temporary.writer, database);
    reader = clientOf(temporary.store, 'reader', database);
  });
  afterAll(async () => {
    await reader.close();
    await temporary.remove();
  });

  test('reads what queries name', async () => {
    expect(await rows(reader, 'SELECT id FROM events')).toEqual([{ id: 'e' }]);
    expect(await rows(reader, 'SELECT id, source FROM rejected_events FINAL')).toEqual([{ id: 'r', source: 'crm' }]);
  });

  test.each([
    'SELECT * FROM api_keys',
    `SELECT secret_hash FROM "${database}".\`api_keys\``,
    `SELECT secret_hash FROM merge('${database}', '^api')`,
    `SELECT secret_hash FROM merge(REGEXP('.*'), 'api_keys')`,
    'SELECT body FROM rejected_events',
    'SELECT * FROM rejected_events FINAL',
    "SELECT id FROM rejected_events WHERE body LIKE 'S%'",
    'SELECT id FROM rejected_events ORDER BY body',
    'SELECT count() FROM rejected_events PREWHERE length(body) > 1',
    "SELECT COLUMNS('body') FROM rejected_events",
    'SELECT body.size FROM rejected_events',
  ])('does not get %s', async (sql) => {
    expect(await errorCode(rows(reader, sql))).toBe(497);
  });
});

test.each(AROUND)('keys that got %s stay unreadable', async (_what, changes, sql) => {
  const temporary = await openTemporaryStore({ database: 'hub' });
  const [writer, reader] = (['writer', 'reader'] as const).map((role) => clientOf(temporary.store, role, 'hub'));
  try {
    await makeHub(temporary.writer, 'hub');
    for (const query of changes) await writer?.command({ query });
    const asked = rows(reader as ClickHouseClient, sql);
    await expect(asked).rejects.toMatchObject({ code: expect.stringMatching(/^(60|497)$/) });
  } finally {
    await Promise.all([writer?.close(), reader?.close()]);
    await temporary.remove();
  }
});

test('a database that was made while the engine ran for another one is readable after the next start', async () => {
  const dataDir = temporaryFolder();
  const [before, asked] = [await openTemporaryStore({ dataDir }), 'SELECT id FROM `odd-name`.events'];
  await makeHub(before.writer, '`odd-name`');
  expect(await errorCode(rows(before.reader, asked))).toBe(497);
  await before.stop();
  const after = await openTemporaryStore({ dataDir });
  expect(await rows(after.reader, asked)).toEqual([{ id: 'e' }]);
  expect(await errorCode(rows(after.reader, 'SELECT id FROM `odd-name`.api_keys'))).toBe(497);
  await after.remove();
});
