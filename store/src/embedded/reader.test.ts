import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  errorCode,
  openTemporaryStore,
  post,
  rows,
  temporaryFolder,
  type TemporaryStore,
} from './testing/temporary-store';

let temporary: TemporaryStore;
/** Holds a file that the reader must not read, and none that he wrote. */
const folder = temporaryFolder();
const file = join(folder, 'secret.txt');
const out = join(folder, 'out');

beforeAll(async () => {
  temporary = await openTemporaryStore();
  writeFileSync(file, 'SECRET-FILE');
  for (const query of [
    'CREATE DATABASE saleshub ENGINE = Atomic',
    'CREATE TABLE saleshub.api_keys (key String) ENGINE = MergeTree ORDER BY key',
    "INSERT INTO saleshub.api_keys VALUES ('SECRET-KEY')",
    'CREATE TABLE saleshub.events (id UInt32) ENGINE = MergeTree ORDER BY id',
    'INSERT INTO saleshub.events SELECT 1',
    'CREATE TABLE saleshub.settings (name String, settings String) ENGINE = ReplacingMergeTree ORDER BY name',
  ]) {
    await temporary.writer.command({ query });
  }
});
afterAll(async () => {
  await temporary.remove();
  rmSync(folder, { recursive: true });
});

function ask(sql: string, parameters: Record<string, string> = {}): Promise<Response> {
  const { username, password } = temporary.store.reader;
  const headers = { 'X-ClickHouse-User': username, 'X-ClickHouse-Key': password };
  return post(temporary.store, { database: 'saleshub', ...parameters }, sql, headers);
}

describe('the reader may', () => {
  test.each([
    'SELECT * FROM saleshub.events',
    'WITH x AS (SELECT 1 AS n) SELECT * FROM x',
    '(SELECT 1) UNION ALL (SELECT 2)',
    'SELECT * FROM numbers(3)',
    'SELECT * FROM generateSeries(1, 3)',
    "SELECT * FROM values('a Int8', 1, 2)",
    'SELECT * FROM view(SELECT id FROM events)',
    "SELECT * FROM merge('saleshub', '^events$')",
    'EXPLAIN SELECT * FROM events',
    'DESCRIBE TABLE events',
    'SHOW TABLES FROM saleshub',
    'SHOW CREATE TABLE saleshub.events',
    "SELECT name FROM system.tables WHERE database = 'saleshub'",
    'EXISTS TABLE events',
    "SELECT 'file(); INTO OUTFILE SETTINGS readonly = 0', $$;$$ -- ; file()",
    'SELECT name FROM saleshub.settings FINAL',
    "SELECT name, settings FROM settings WHERE settings = '1' OR settings.settings = '2' FORMAT JSON",
    'SELECT version()',
    'SELECT\u00a01;',
  ])('%s', async (sql) => {
    const response = await ask(sql);
    expect([response.status, await response.text()]).toEqual([200, expect.anything()]);
  });

  test('send settings that shape an answer, and no others', async () => {
    expect((await ask('SELECT 1', { output_format_json_quote_64bit_integers: '1', readonly: '1' })).status).toBe(200);
    for (const name of ['readonly_', 'format_template_row', 'output_format_schema', 'allow_ddl', 'implicit_select']) {
      const response = await ask('SELECT 1', { [name]: '0' });
      expect(response.headers.get('x-clickhouse-exception-code')).toBe('164');
    }
    const stillReadonly = await ask("SELECT getSetting('readonly')", { readonly: '0' });
    expect(await stillReadonly.text()).toBe('1\n');
  });
});

const attacks: ReadonlyArray<readonly [string, number]> = [
  // Files, through functions that ask for no grant.
  [`SELECT file('${file}')`, 497],
  [`SELECT file ('${file}')`, 497],
  [`SELECT file/* */('${file}')`, 497],
  [`SELECT file -- x\n('${file}')`, 497],
  [`SELECT \`file\`('${file}')`, 497],
  [`SELECT "file"('${file}')`, 497],
  [`SELECT \`\\x66ile\`('${file}')`, 164],
  [`SELECT "f\\ile"('${file}')`, 164],
  [`SELECT\u00a0file\u3000('${file}')`, 497],
  [`SELECT * APPLY(file) FROM (SELECT '${file}')`, 497],
  [`SELECT * APPLY file FROM (SELECT '${file}')`, 497],
  [`SELECT arrayMap(file, ['${file}'])`, 497],
  [`SELECT arrayMap(x -> file(x), ['${file}'])`, 497],
  [`WITH file('${file}') AS x SELECT x`, 497],
  [`SELECT (SELECT file('${file}'))`, 497],
  [`EXPLAIN QUERY TREE SELECT file('${file}')`, 497],
  [`file('${file}')`, 164],
  [`'${file}' AS x, file(x)`, 164],
  [`SELECT 1 LIMIT length(file('${file}'))`, 497],
  [`SELECT 1 /* /* */ */, file('${file}') -- */`, 497],
  [`SELECT '\\' , file('${file}') --'`, 62],
  [`SELECT 'a''', file('${file}')`, 497],
  [`SELECT $x$ $y$ $x$, file('${file}')`, 497],
  [`SELECT 1 // ' \n, file('${file}') --'`, 497],
  [`SELECT 1 # ' \n, file('${file}') --'`, 497],
  [`SELECT \u2018 \u2019, file('${file}')`, 62],
  // Files and networks, through tables.
  [`SELECT * FROM file('${file}', 'LineAsString')`, 497],
  [`SELECT * FROM \`${file}\``, 60],
  [`SELECT * FROM default.\`${file}\``, 497],
  [`SELECT 1 IN default.\`${file}\``, 497],
  [`DESCRIBE TABLE default.\`${file}\``, 497],
  [`DESCRIBE TABLE file('${file}', 'LineAsString')`, 497],
  [`DESC FiLe('${file}', 'LineAsString')`, 497],
  [`SELECT * FROM filesystem('${folder}')`, 497],
  [`SELECT * FROM sqlite('${file}', 't')`, 497],
  [`SELECT * FROM (SELECT * FROM file('${file}', 'LineAsString') SETTINGS readonly = 0)`, 497],
  ["SELECT * FROM url('http://127.0.0.1:1/x', 'CSV', 'a String')", 497],
  ["SELECT * FROM s3('http://127.0.0.1:1/bucket/x', 'CSV', 'a String')", 497],
  ["SELECT * FROM remote('127.0.0.1:1', 'saleshub', 'events')", 497],
  ["SELECT * FROM mysql('127.0.0.1:1', 'a', 'b', 'c', 'd')", 497],
  ["SELECT * FROM executable('x', 'CSV', 'a String')", 497],
  ["SELECT hasColumnInTable('127.0.0.1:1', 'u', 'p', 'd', 't', 'c')", 497],
  ["SELECT reverseDNSQuery('127.0.0.1')", 497],
  // Writing.
  [`SELECT 1 INTO OUTFILE '${out}'`, 1],
  [`SELECT 1 into/**/outfile '${out}' TRUNCATE`, 1],
  [`SHOW TABLES INTO OUTFILE '${out}'`, 1],
  [`EXPLAIN SELECT 1 INTO -- x\n OUTFILE '${out}'`, 1],
  [`INSERT INTO FUNCTION file('${out}', 'CSV', 'a String') SELECT 'a'`, 164],
  ['INSERT INTO saleshub.events SELECT 2', 164],
  ['INSERT INTO saleshub.events VALUES (2)', 164],
  ['WITH 2 AS id INSERT INTO saleshub.events SELECT id', 62],
  ['DROP TABLE saleshub.events', 164],
  ['CREATE TABLE saleshub.x (n Int8) ENGINE = Memory', 164],
  ['CREATE TEMPORARY TABLE x (n Int8)', 164],
  ["BACKUP TABLE saleshub.events TO File('x')", 164],
  ['SYSTEM FLUSH LOGS', 164],
  ['KILL QUERY WHERE 1', 164],
  // Keys.
  ['SELECT * FROM saleshub.api_keys', 497],
  ['SELECT * FROM saleshub/**/.`api_keys`', 497],
  ['SELECT * FROM "saleshub"."api_keys"', 497],
  ['SELECT * FROM api_keys', 497],
  ['SELECT count() FROM api_keys', 497],
  ["SELECT 1 FROM api_keys WHERE key LIKE 'S%'", 497],
  ['SELECT 1 IN api_keys', 497],
  ['EXISTS (SELECT 1 FROM api_keys)', 497],
  ['WITH (SELECT key FROM api_keys) AS k SELECT k', 497],
  ['SELECT id FROM events ANY JOIN api_keys ON id = length(key)', 497],
  ["SELECT * FROM merge('saleshub', '.*')", 497],
  ["SELECT * FROM merge(REGEXP('.*'), 'api_keys')", 497],
  ['SELECT * FROM view(SELECT * FROM api_keys)', 497],
  ['SELECT * FROM loop(saleshub.api_keys)', 497],
  ['SELECT * FROM mergeTreeIndex(saleshub, api_keys)', 497],
  ["SELECT * FROM mergeTreeAnalyzeIndexes(saleshub, api_keys, key = 'S')", 497],
  ["SELECT * FROM cluster('default', saleshub.api_keys)", 701],
  ["SELECT * FROM dictionary('saleshub.api_keys')", 497],
  ["EXPLAIN indexes = 1 SELECT * FROM api_keys WHERE key = 'S'", 497],
  // What others ask, and the values in it.
  ['SELECT query FROM system.processes', 497],
  ['SELECT query FROM SYSTEM.processes', 497],
  ['SELECT query FROM system/**/./**/`processes`', 497],
  ['SELECT query FROM "system"."processes"', 497],
  ['FROM system.processes SELECT query', 164],
  ['SELECT 1 IN system.processes', 497],
  ['SELECT * FROM view(SELECT query FROM system.processes)', 497],
  ["SELECT * FROM merge('system', '^processes$')", 636],
  ["SELECT * FROM eval('SELECT query FROM system.processes')", 344],
  ['SELECT last_error_message FROM system.errors', 497],
  ['DESCRIBE system.processes', 497],
  ['SHOW PROCESSLIST', 497],
  ['SHOW/**/PROCESSLIST', 497],
  ['SELECT * FROM (SHOW PROCESSLIST)', 62],
  // Rights and limits.
  ['SET ROLE writer', 164],
  ['SET readonly = 0', 164],
  ['SET max_execution_time = 0', 164],
  ['USE system', 164],
  ['SELECT 1 SETTINGS max_execution_time = 0', 164],
  ['SELECT * FROM (SELECT 1 SETTINGS readonly = 0)', 164],
  ['SELECT * FROM (SELECT 1 SETTINGS final, readonly = 0)', 164],
  ['SELECT * FROM (SELECT 1 SETTINGS `readonly` = 0)', 164],
  ['SELECT * FROM (SELECT 1. SETTINGS readonly = 0)', 164],
  ['SELECT * FROM (SELECT 1 AS from SETTINGS readonly = 0)', 164],
  ["SELECT 1 FORMAT Template SETTINGS format_template_row = '/etc/passwd'", 164],
  ['EXPLAIN SELECT 1 PARALLEL WITH SET ROLE writer', 164],
  ['EXECUTE AS default SELECT 1', 164],
  // A second statement.
  ['SELECT 1; SELECT * FROM api_keys', 62],
  ['SELECT 1;\n-- x\n;SET ROLE writer', 62],
  ['SELECT 1 /* ; */; SET ROLE writer', 62],
  ['EXPLAIN AST INSERT INTO saleshub.events FORMAT CSV\n1\n\nSET ROLE writer', 62],
  ['EXPLAIN AST INSERT saleshub.events FORMAT CSV\n1\n\nSELECT 1', 62],
  ['SELECT 1\\G SET ROLE writer', 62],
  ['SELECT 1\0; SET ROLE writer', 62],
  ['SELECT "\\"; SET ROLE writer --"', 164],
];

describe('the reader may not', () => {
  test.each(attacks)('%s', async (sql, code) => {
    const response = await ask(sql);
    const message = await response.text();
    expect(message).toMatch(new RegExp(`^Code: ${code}\\.`));
    expect(message).not.toMatch(/SECRET/);
    expect(readdirSync(folder)).toEqual(['secret.txt']);
  });

  test.each(['saleshub.{t:Identifier}', '{d:Identifier}.{t:Identifier}'])('read keys from %s', async (table) => {
    const params = { d: 'saleshub', t: 'api_keys' };
    expect(await errorCode(rows(temporary.reader, `SELECT * FROM ${table}`, params))).toBe(497);
  });

  test.each(['processes', 'errors'])('read %s of the database system as the current one', async (table) => {
    const response = await ask(`SELECT count() FROM ${table}`, { database: 'system' });
    expect(response.headers.get('x-clickhouse-exception-code')).toBe('497');
  });

  test('write by an insert with data', async () => {
    const values = [{ id: 2 }];
    expect(await errorCode(temporary.reader.insert({ table: 'saleshub.events', values, format: 'JSONEachRow' }))).toBe(
      164,
    );
    expect(await rows(temporary.writer, 'SELECT id FROM saleshub.events')).toEqual([{ id: 1 }]);
  });
});

test('the writer may read keys, and still sends one statement at a time', async () => {
  expect(await rows(temporary.writer, 'SELECT key FROM saleshub.api_keys')).toEqual([{ key: 'SECRET-KEY' }]);
  expect(await errorCode(temporary.writer.command({ query: 'SELECT 1; DROP TABLE saleshub.events' }))).toBe(62);
  expect(await rows(temporary.writer, 'SELECT id FROM saleshub.events')).toEqual([{ id: 1 }]);
});
