import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { createClient } from '@clickhouse/client';
import {
  errorCode,
  openTemporaryStore,
  post,
  rows,
  spooledFiles,
  type TemporaryStore,
} from './testing/temporary-store';

let temporary: TemporaryStore;

beforeAll(async () => {
  temporary = await openTemporaryStore();
  await temporary.writer.command({ query: 'CREATE DATABASE sales ENGINE = Atomic' });
});
afterAll(() => temporary.remove());

beforeEach(async () => {
  await temporary.writer.command({ query: 'DROP TABLE IF EXISTS sales.notes' });
  await temporary.writer.command({
    query: 'CREATE TABLE sales.notes (id UInt32, text String) ENGINE = MergeTree ORDER BY id',
  });
});

const notes = (): Promise<Array<{ id: number; text: string }>> =>
  rows(temporary.writer, 'SELECT id, text FROM sales.notes ORDER BY id');

/** The parts of a RowBinary row of sales.notes. */
function rowBinary(id: number, text: string): Buffer {
  const row = Buffer.alloc(5);
  row.writeUInt32LE(id);
  row.writeUInt8(text.length, 4);
  return Buffer.concat([row, Buffer.from(text)]);
}

describe('a blank line in the data does not end them', () => {
  test.each([
    ['JSONEachRow', '{"id":1,"text":"a"}\n\n{"id":2,"text":"b"}\n', ['a', 'b']],
    ['CSV', '1,"a\n\nDROP TABLE sales.notes"\n2,"b"\n', ['a\n\nDROP TABLE sales.notes', 'b']],
    ['TSV', '1\ta\n2\t\\n\\n\n', ['a', '\n\n']],
    ['Values', "(1, 'a\n\nSELECT 1;'),\n\n(2, 'b')", ['a\n\nSELECT 1;', 'b']],
    ['RowBinary', Buffer.concat([rowBinary(0x0a0a0a0a, '\n\n'), rowBinary(0x0b0a0a0a, 'b')]), ['\n\n', 'b']],
  ])('%s', async (format, body, expected) => {
    const response = await post(temporary.store, { query: `INSERT INTO sales.notes FORMAT ${format}` }, body);
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect((await notes()).map(({ text }) => text)).toEqual(expected);
  });

  test('Native, as the engine itself writes it', async () => {
    await temporary.writer.insert({
      table: 'sales.notes',
      values: [{ id: 0x0a0a0a0a, text: '\n\n' }],
      format: 'JSONEachRow',
    });
    const block = await post(temporary.store, {}, 'SELECT * FROM sales.notes FORMAT Native');
    await post(
      temporary.store,
      { query: 'INSERT INTO sales.notes FORMAT Native' },
      Buffer.from(await block.arrayBuffer()),
    );
    expect(await notes()).toEqual(Array(2).fill({ id: 0x0a0a0a0a, text: '\n\n' }));
  });

  test.each(['JSONEachRow', 'CSV', 'TSV', 'Values'])('%s: nothing behind it runs as SQL', async (format) => {
    const first = { JSONEachRow: '{"id":1,"text":"a"}', CSV: '1,a', TSV: '1\ta', Values: "(1,'a')" }[format];
    const body = `${first}\n\nDROP TABLE sales.notes;\n\nINSERT INTO sales.notes VALUES (666, 'injected');\n`;
    const response = await post(temporary.store, { query: `INSERT INTO sales.notes FORMAT ${format}` }, body);
    expect(response.status).toBe(400);
    expect(await notes()).toEqual([]);
  });
});

describe('what the client sends', () => {
  test('rows with columns and settings, counted in the summary', async () => {
    const { summary } = await temporary.writer.insert({
      table: 'sales.notes',
      columns: ['text', 'id'],
      values: [
        [`it's`, 1],
        ['b', 2],
      ],
      format: 'JSONCompactEachRow',
      clickhouse_settings: { async_insert: 1, wait_for_async_insert: 1 },
    });
    expect(summary).toMatchObject({ written_rows: '2' });
    expect(await notes()).toEqual([
      { id: 1, text: `it's` },
      { id: 2, text: 'b' },
    ]);
  });

  test('a stream, compressed', async () => {
    const { url, writer } = temporary.store;
    const client = createClient({ url, ...writer, compression: { request: true } });
    const values = Readable.from(Array.from({ length: 5000 }, (_, id) => ({ id, text: 'x'.repeat(100) })));
    await client.insert({ table: 'sales.notes', values, format: 'JSONEachRow' });
    await client.close();
    expect(await notes()).toHaveLength(5000);
  });

  test('a statement in a compressed body', async () => {
    const body = gzipSync("INSERT INTO sales.notes VALUES (1, 'a')");
    const response = await post(temporary.store, {}, body, { 'Content-Encoding': 'gzip' });
    expect([response.status, await notes()]).toEqual([200, [{ id: 1, text: 'a' }]]);
  });

  test.each([
    ['INSERT … VALUES', "INSERT INTO sales.notes (text, id) VALUES ('a;\n\nb', 1 + 0);", [{ id: 1, text: 'a;\n\nb' }]],
    ['INSERT … FORMAT', 'INSERT INTO sales.notes FORMAT CSV\n1,"a\n\nb"\n', [{ id: 1, text: 'a\n\nb' }]],
    ['with a comment', "INSERT INTO sales.notes -- FORMAT CSV\n VALUES (1, '')", [{ id: 1, text: '' }]],
    ['with settings', "INSERT INTO sales.notes SETTINGS async_insert = 0 VALUES (1, '')", [{ id: 1, text: '' }]],
    ['INSERT … SELECT', "INSERT INTO sales.notes SELECT 1, 'a'", [{ id: 1, text: 'a' }]],
  ])('%s in a command', async (_, query, expected) => {
    await temporary.writer.command({ query });
    expect(await notes()).toEqual(expected);
  });

  test('a statement in the URL and an empty body', async () => {
    const select = await post(temporary.store, { query: "INSERT INTO sales.notes SELECT 1, 'a'" }, '');
    const nothing = await post(temporary.store, { query: 'INSERT INTO sales.notes FORMAT JSONEachRow' }, '');
    expect([select.status, nothing.status, await notes()]).toEqual([200, 200, [{ id: 1, text: 'a' }]]);
  });

  test('a token against double inserts', async () => {
    await temporary.writer.command({
      query: 'ALTER TABLE sales.notes MODIFY SETTING non_replicated_deduplication_window = 100',
    });
    const insert = (text: string): Promise<unknown> =>
      temporary.writer.insert({
        table: 'sales.notes',
        values: [{ id: 1, text }],
        format: 'JSONEachRow',
        clickhouse_settings: { insert_deduplication_token: 'batch 1' },
      });
    await insert('a');
    await insert('again');
    expect(await notes()).toEqual([{ id: 1, text: 'a' }]);
  });
});

describe('what is refused', () => {
  test.each([
    ['a second statement behind values', "INSERT INTO sales.notes VALUES (1, 'a'); DROP TABLE sales.notes", 62],
    ['data behind EXPLAIN', 'EXPLAIN AST INSERT INTO sales.notes FORMAT CSV\n1,a\n\nDROP TABLE sales.notes', 62],
    ['data behind WITH', 'WITH 1 AS x INSERT INTO sales.notes FORMAT CSV\n1,a\n\nDROP TABLE sales.notes', 62],
    [
      'data for input()',
      "INSERT INTO sales.notes SELECT * FROM input('id UInt32, text String') FORMAT CSV\n1,a\n\nDROP TABLE sales.notes",
      62,
    ],
    ['a file of the engine', "INSERT INTO sales.notes FROM INFILE '/etc/hostname' FORMAT TSV", 1],
    ['a file to write', "SELECT 1 INTO/**/outfile '/tmp/never'", 1],
  ])('%s', async (_, query, code) => {
    expect(await errorCode(temporary.writer.command({ query }))).toBe(code);
    expect(await notes()).toEqual([]);
  });

  test('data for a statement that takes none', async () => {
    const response = await post(temporary.store, { query: 'SELECT 1' }, '+ 1');
    expect(response.status).toBe(400);
  });

  test('too many bytes: an answer, not a broken connection, and no file left', async () => {
    const chunk = Buffer.alloc(2 ** 20, '\n');
    const body = Readable.from(
      (function* () {
        for (let sent = 0; sent <= 256; sent += 1) yield chunk;
      })(),
    );
    const code = await errorCode(
      temporary.writer.exec({ query: 'INSERT INTO sales.notes FORMAT JSONEachRow', values: body }),
    );
    expect(code).toBe(307);
    expect(spooledFiles(temporary.store.pid)).toEqual([]);
  });
});

test('a failed insert names the row, hides the file, and leaves none', async () => {
  const response = await post(temporary.store, { query: 'INSERT INTO sales.notes FORMAT JSONEachRow' }, '{"id":"x"}');
  const message = await response.text();
  expect(message).toMatch(/^Code: \d+\. DB::Exception: .*\(at row 1\)/s);
  expect(message).not.toContain('saleshub-spool');
  expect(spooledFiles(temporary.store.pid)).toEqual([]);
});
