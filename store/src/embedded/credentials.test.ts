import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { createClient, ClickHouseLogLevel } from '@clickhouse/client';
import { openTemporaryStore, post, type TemporaryStore } from './testing/temporary-store';

let temporary: TemporaryStore;

beforeAll(async () => {
  temporary = await openTemporaryStore();
});
afterAll(() => temporary.remove());

function get(path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${temporary.store.url}${path}`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

describe('signing in', () => {
  test('by headers, basic authentication or the URL', async () => {
    const { username, password } = temporary.store.reader;
    const query = new URLSearchParams({ query: 'SELECT 1' }).toString();
    const inUrl = new URLSearchParams({ user: username, password }).toString();
    expect(await get(`/?${query}`, { 'X-ClickHouse-User': username, 'X-ClickHouse-Key': password })).toBe(200);
    expect(await get(`/?${query}`, { Authorization: basic(username, password) })).toBe(200);
    expect(await get(`/?${query}&${inUrl}`, {})).toBe(200);
    expect(await get(`/?${query}`, {})).toBe(403);
  });

  test('a wrong password, an unknown name, one role’s password for the other', async () => {
    const { writer, reader } = temporary.store;
    for (const [username, password] of [
      [writer.username, 'wrong'],
      [writer.username, ''],
      [writer.username, reader.password],
      ['default', ''],
      ['nobody\n', writer.password],
    ] as const) {
      const response = await post(temporary.store, {}, 'SELECT 1', {
        'X-ClickHouse-User': username.trim(),
        'X-ClickHouse-Key': password,
      });
      expect([response.status, response.headers.get('x-clickhouse-exception-code')]).toEqual([403, '516']);
    }
  });

  test('the client reads the refusal as the server’s', async () => {
    const { url, writer } = temporary.store;
    const client = createClient({ url, ...writer, password: 'wrong', log: { level: ClickHouseLogLevel.OFF } });
    await expect(client.command({ query: 'SELECT 1' })).rejects.toMatchObject({
      code: '516',
      type: 'AUTHENTICATION_FAILED',
    });
    expect(await client.ping({ select: true })).toMatchObject({ success: false });
    await client.close();
  });

  test('a ping needs none', async () => {
    expect(await get('/ping', {})).toBe(200);
    expect(await temporary.reader.ping()).toEqual({ success: true });
  });

  test('the reader cannot hold the engine', async () => {
    const { username, password } = temporary.store.reader;
    expect(await get('/saleshub/lease', { Authorization: basic(username, password) })).toBe(404);
  });
});

describe('this computer only', () => {
  test.each([
    [{ Host: 'evil.example' }, 403],
    [{ Host: '127.0.0.1.evil.example:80' }, 403],
    [{ Origin: 'https://evil.example' }, 403],
    [{ Origin: 'null' }, 403],
    [{ Origin: 'http://localhost:3000' }, 200],
    [{ Host: 'localhost' }, 200],
  ])('%p: %i', async (headers, status) => {
    const { username, password } = temporary.store.reader;
    expect(await get('/?query=SELECT+1', { ...headers, Authorization: basic(username, password) })).toBe(status);
  });

  test('not on the network', async () => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((address) => address?.family === 'IPv4' && !address.internal);
    if (!outside) return;
    const port = new URL(temporary.store.url).port;
    await expect(fetch(`http://${outside.address}:${port}/ping`)).rejects.toThrow();
  });
});
