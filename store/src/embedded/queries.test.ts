import { createClient } from '@clickhouse/client';
import { clientOf, errorCode, openTemporaryStore, post, rows, type TemporaryStore } from './testing/temporary-store';

let temporary: TemporaryStore;

beforeAll(async () => {
  temporary = await openTemporaryStore();
});
afterAll(() => temporary.remove());

describe('a request leaves nothing behind for the next', () => {
  const clean = (): Promise<unknown> =>
    rows(temporary.writer, "SELECT currentDatabase() AS database, getSetting('max_threads') AS threads");

  test('no setting, database or parameter', async () => {
    const before = await clean();
    const inSystem = clientOf(temporary.store, 'writer', 'system');
    const seen = await inSystem.query({
      query: "SELECT currentDatabase() AS database, getSetting('max_threads') AS threads, {p:String} AS p",
      format: 'JSONEachRow',
      clickhouse_settings: { max_threads: 3 },
      query_params: { p: 'x' },
    });
    expect(await seen.json()).toEqual([{ database: 'system', threads: 3, p: 'x' }]);
    await inSystem.close();
    await temporary.writer.command({ query: 'SET max_threads = 5' });
    await temporary.writer.command({ query: 'USE system' });
    expect(await clean()).toEqual(before);
    expect(await errorCode(temporary.writer.command({ query: 'SELECT {p:String}' }))).toBe(456);
  });

  test('no output of one that failed half way', async () => {
    const failing =
      "SELECT number, throwIf(number = 200000, 'half way') FROM numbers(300000) SETTINGS max_block_size = 1000";
    for (let attempt = 0; attempt < 20; attempt += 1) {
      expect(await errorCode(temporary.writer.command({ query: failing }))).toBe(395);
      expect(await (await post(temporary.store, {}, 'SELECT 42')).text()).toBe('42\n');
    }
  });

  test('many at once keep apart', async () => {
    const asked = Array.from({ length: 60 }, (_, n) => n);
    const answered = await Promise.all(
      asked.map((n) =>
        rows<{ n: number }>(n % 2 ? temporary.writer : temporary.reader, 'SELECT {n:Int32} AS n', { n }),
      ),
    );
    expect(answered.map(([row]) => row?.n)).toEqual(asked);
  });
});

test('slow queries of the reader do not hold up the writer', async () => {
  const slow = Promise.all(Array.from({ length: 8 }, () => rows(temporary.reader, 'SELECT sleep(0.7)')));
  const start = Date.now();
  await rows(temporary.writer, 'SELECT 1');
  expect(Date.now() - start).toBeLessThan(600);
  await slow;
});

describe('limits', () => {
  const long = 'SELECT count() FROM numbers_mt(100000000000) WHERE NOT ignore(sipHash64(number))';

  test('a query that takes too long ends on time, with the error of a server', async () => {
    for (const client of [temporary.writer, temporary.reader]) {
      const start = Date.now();
      const failing = client.query({ query: long, clickhouse_settings: { max_execution_time: 1 } });
      expect(await errorCode(failing)).toBe(159);
      expect(Date.now() - start).toBeLessThan(4000);
    }
  });

  test.each([
    ['max_execution_time', '60', '0', '300'],
    ['max_execution_time', '60', '1000000', '300'],
    ['max_result_rows', '1000000', '0', '1000000'],
  ] as const)('the reader: %s is %s, and %s asked for gives %s', async (name, usual, asked, given) => {
    const query = `SELECT toString(getSetting('${name}')) AS value`;
    expect(await rows(temporary.reader, query)).toEqual([{ value: usual }]);
    const result = await temporary.reader.query({
      query,
      format: 'JSONEachRow',
      clickhouse_settings: { [name]: asked },
    });
    expect(await result.json()).toEqual([{ value: given }]);
  });

  test('every query has limits of time and memory', async () => {
    const query = "SELECT getSetting('max_execution_time') > 0 AND getSetting('max_memory_usage') > 0 AS limited";
    expect(await rows(temporary.reader, query)).toEqual([{ limited: 1 }]);
    expect(await rows(temporary.writer, query)).toEqual([{ limited: 1 }]);
  });

  test('too many rows, too much memory', async () => {
    expect(await errorCode(temporary.reader.query({ query: 'SELECT * FROM numbers(1000001)' }))).toBe(396);
    const hungry = 'SELECT length(groupArray(number)) FROM numbers(100000000)';
    const limited = { max_memory_usage: '10000000' };
    expect(await errorCode(temporary.reader.query({ query: hungry, clickhouse_settings: limited }))).toBe(241);
  });

  test('an answer of too many bytes for the reader', async () => {
    const query = "SELECT repeat('x', 1000000) FROM numbers(70)";
    expect(await errorCode(temporary.reader.query({ query }))).toBe(396);
  });
});

describe('query parameters arrive as they were sent', () => {
  const awkward = `a'b"c\`d\\e\\n\\'f\ng\th\ri\bj\0k;-- l /* m\u{1F600}é {n:String} $o$`;

  test.each([
    ['String', awkward],
    ['String', ''],
    ['String', '\\N'],
    ['Array(String)', [awkward, '', 'NULL']],
    ['Array(Array(String))', [[awkward], []]],
    ['Map(String, String)', { [awkward]: awkward }],
    ['Nullable(String)', null],
    ['Nullable(String)', awkward],
    ['Int64', '-9223372036854775808'],
    ['UInt64', '18446744073709551615'],
    ['Bool', true],
    ['Float64', -1.5e300],
    ['UUID', '61f0c404-5cb3-11e7-907b-a6006ad3dba0'],
    ["DateTime64(3, 'UTC')", '2024-02-29 23:59:59.999'],
    ['Decimal(18, 2)', '9999999999999999.99'],
  ])('%s %p', async (type, value) => {
    const result = await temporary.reader.query({
      query: `SELECT {value:${type}} AS value`,
      format: 'JSONEachRow',
      query_params: { value },
      clickhouse_settings: { output_format_json_quote_64bit_integers: 1, output_format_json_quote_decimals: 1 },
    });
    expect(await result.json()).toEqual([{ value }]);
  });

  test('Array(Int64)', async () => {
    const value = [-9223372036854775808n, 9223372036854775807n];
    const query = 'SELECT arrayMap(n -> toString(n), {value:Array(Int64)}) AS value';
    expect(await rows(temporary.reader, query, { value })).toEqual([{ value: value.map(String) }]);
  });

  test('a Date as DateTime64', async () => {
    const value = new Date('2024-02-29T23:59:59.999Z');
    const query = "SELECT toString({value:DateTime64(3, 'UTC')}) AS value";
    expect(await rows(temporary.reader, query, { value })).toEqual([{ value: '2024-02-29 23:59:59.999' }]);
  });

  test('Identifier, for the writer alone', async () => {
    const name = 'odd `name` \\';
    await temporary.writer.command({
      query: 'CREATE TABLE {name:Identifier} ENGINE = Memory AS SELECT 1 AS n',
      query_params: { name },
    });
    const query = 'SELECT n FROM {name:Identifier}';
    expect(await rows(temporary.writer, query, { name })).toEqual([{ n: 1 }]);
    for (const other of [name, '/etc/hostname']) {
      expect(await errorCode(rows(temporary.reader, query, { name: other }))).toBe(497);
    }
  });

  test('large ones, in the URL and as a multipart body', async () => {
    const values = Array.from({ length: 5000 }, (_, n) => `value ${n}\r\n--'`);
    for (const use_multipart_params of [false, true]) {
      const result = await temporary.reader.query({
        query: 'SELECT {values:Array(String)} AS values',
        format: 'JSONEachRow',
        query_params: { values },
        use_multipart_params,
      });
      expect(await result.json()).toEqual([{ values }]);
    }
  });
});

describe('errors read like a server’s', () => {
  test.each([
    ['SELECT', 62, 400, 'SYNTAX_ERROR'],
    ['SELECT nothing', 47, 404, 'UNKNOWN_IDENTIFIER'],
    ['SELECT * FROM nothing', 60, 404, 'UNKNOWN_TABLE'],
    ['SELECT * FROM nowhere.nothing', 81, 404, 'UNKNOWN_DATABASE'],
    ['SELECT 1 SETTINGS no_such_setting = 1', 115, 404, 'UNKNOWN_SETTING'],
    ["SELECT toUInt8('x')", 6, 400, 'CANNOT_PARSE_TEXT'],
    ["SELECT * FROM (SELECT throwIf(1, 'why (A) not?'))", 395, 500, 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO'],
  ])('%s', async (query, code, status, type) => {
    const response = await post(temporary.store, { query_id: 'id 1' }, query);
    expect([response.status, response.headers.get('X-ClickHouse-Exception-Code')]).toEqual([status, String(code)]);
    expect(response.headers.get('X-ClickHouse-Query-Id')).toBe('id 1');
    expect(await response.text()).toMatch(
      new RegExp(`^Code: ${code}\\. DB::Exception: (?!Code:).*\\(${type}\\) \\(version 26\\..*\\)\\n$`, 's'),
    );
    await expect(temporary.writer.command({ query })).rejects.toMatchObject({ code: String(code), type });
  });

  test('an unknown setting: nothing runs', async () => {
    const query = 'CREATE TABLE never (n Int8) ENGINE = Memory';
    expect((await post(temporary.store, { no_such_setting: '1' }, query)).status).toBe(404);
    expect((await post(temporary.store, { 'x = 1; DROP': '1' }, query)).status).toBe(404);
    expect(await rows(temporary.writer, 'EXISTS never')).toEqual([{ result: 0 }]);
  });

  test.each([
    ['a session', { session_id: 'x' }, 'every request is its own'],
    ['a role', { role: 'writer' }, 'Roles are not supported'],
    ['another dialect', { dialect: 'kusto' }, 'its own dialect only'],
    ['an odd query id', { query_id: 'a\nb' }, 'ASCII text only'],
  ])('%s is refused', async (_, parameters: Record<string, string>, reason) => {
    const response = await post(temporary.store, parameters, 'SELECT 1');
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(reason)]);
  });
});

describe('answers', () => {
  test('headers and formats', async () => {
    const response = await post(
      temporary.store,
      { query_id: 'q', default_format: 'CSV' },
      'SELECT 1 AS n FORMAT JSON;',
    );
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json; charset=UTF-8',
      'x-clickhouse-format': 'JSON',
      'x-clickhouse-query-id': 'q',
    });
    expect(JSON.parse(response.headers.get('x-clickhouse-summary') ?? '')).toMatchObject({ read_rows: '1' });
    expect(await response.json()).toMatchObject({ data: [{ n: 1 }], rows: 1, statistics: { rows_read: 1 } });
    const plain = await post(temporary.store, { default_format: 'CSV' }, "SELECT 1, 'x'");
    expect([plain.headers.get('x-clickhouse-format'), await plain.text()]).toEqual(['CSV', '1,"x"\n']);
  });

  test('compressed, with settings of HTTP alone', async () => {
    const client = createClient({
      url: temporary.store.url,
      ...temporary.store.reader,
      compression: { response: true },
    });
    const result = await client.query({
      query: "SELECT repeat('x', 100000) AS text",
      format: 'JSONEachRow',
      clickhouse_settings: {
        wait_end_of_query: 1,
        send_progress_in_http_headers: 1,
        http_headers_progress_interval_ms: '100',
      },
    });
    expect(result.response_headers['content-encoding']).toBe('gzip');
    expect(await result.json()).toEqual([{ text: 'x'.repeat(100000) }]);
    await client.close();
  });

  test('a statement in the URL by GET, which may only read', async () => {
    const { url, writer } = temporary.store;
    const get = (query: string): Promise<Response> =>
      fetch(`${url}/?${new URLSearchParams({ query, user: writer.username, password: writer.password }).toString()}`);
    expect(await (await get('SELECT 1')).text()).toBe('1\n');
    expect((await get('CREATE TABLE never (n Int8) ENGINE = Memory')).headers.get('x-clickhouse-exception-code')).toBe(
      '164',
    );
  });

  test('a database of its own has what the default one lacks', async () => {
    const run = (query: string): Promise<unknown> => temporary.writer.command({ query });
    await run('CREATE DATABASE own ENGINE = Atomic');
    await run('CREATE TABLE own.a ENGINE = MergeTree ORDER BY n AS SELECT 1 AS n');
    await run('CREATE TABLE own.b ENGINE = MergeTree ORDER BY n AS SELECT 2 AS n');
    await run('EXCHANGE TABLES own.a AND own.b');
    await run(
      'CREATE MATERIALIZED VIEW own.total REFRESH EVERY 1 HOUR ENGINE = MergeTree ORDER BY n AS SELECT n FROM own.a',
    );
    await run('SYSTEM WAIT VIEW own.total');
    expect(await rows(temporary.writer, 'SELECT n FROM own.total')).toEqual([{ n: 2 }]);
  });
});
