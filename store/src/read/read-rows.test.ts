import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { openTemporaryStore, type TemporaryStore } from '../embedded/testing/temporary-store';
import { createReadClient, type ReadClient } from './connection';
import { readRows } from './read-rows';
import { CUTS, startCuttingProxy, type CuttingProxy } from './testing/cutting-proxy';

let temporary: TemporaryStore;
let proxy: CuttingProxy;
let client: ReadClient;

beforeAll(async () => {
  temporary = await openTemporaryStore();
  proxy = await startCuttingProxy(temporary.store.url);
  client = createReadClient({ url: proxy.url, ...temporary.store.reader, database: 'default' });
});
afterEach(() => proxy.mend());
afterAll(async () => {
  await client.close();
  proxy.close();
  await temporary.remove();
});

const teamRow = z.object({ team: z.string(), calls: z.number().nullable(), tags: z.array(z.string()) });
const TEAMS = `SELECT * FROM values('team String, calls Nullable(Float64), tags Array(String)',
  ('EMEA', 101900, ['a', 'b']), ('Süd "東京"\\n}', NULL, []), ('APAC', 63.5, []))`;
const readTeams = () => readRows(client, teamRow, { query: TEAMS });

it('reads the rows of an answer that is whole, none too', async () => {
  expect(await readTeams()).toEqual([
    { team: 'EMEA', calls: 101900, tags: ['a', 'b'] },
    { team: 'Süd "東京"\n}', calls: null, tags: [] },
    { team: 'APAC', calls: 63.5, tags: [] },
  ]);
  expect(await readRows(client, teamRow, { query: `${TEAMS} WHERE team = 'nobody'` })).toEqual([]);
});

it.each(CUTS)('takes an answer with %s for the error %s', async (_place, code, how) => {
  proxy.cut(how);
  await expect(readTeams()).rejects.toMatchObject({ code });
  await expect(readRows(client, z.unknown(), { query: 'SELECT count() AS calls' })).rejects.toMatchObject({ code });
});

/** What reading from a server that answers so comes to. */
async function readFrom(answer: RequestListener) {
  const server = createServer((request, response) => {
    request.resume().on('end', () => answer(request, response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const other = createReadClient({ url: `http://127.0.0.1:${port}`, username: '', password: '', database: '' });
  try {
    return await readRows(other, teamRow, { query: TEAMS });
  } finally {
    await other.close();
    server.closeAllConnections();
    server.close();
  }
}

it('takes an answer that ends anywhere for an error', async () => {
  let whole = '';
  proxy.cut((answer) => (whole = answer));
  await readTeams();
  for (let length = 0; length < whole.trimEnd().length; length++) {
    const answered = readFrom((_request, response) => response.end(whole.slice(0, length)));
    await expect(answered).rejects.toMatchObject({ code: 'incomplete_answer' });
  }
  expect(await readFrom((_request, response) => response.end(whole.trimEnd()))).toHaveLength(3);
});

it.each([
  ['proxy_refuses', 401, '<html>Sign in</html>'],
  ['proxy_refuses', 403, ''],
  ['proxy_refuses', 407, ''],
  ['proxy_fails', 502, '<html><h1>Bad Gateway</h1></html>'],
  ['proxy_fails', 503, 'no healthy upstream'],
  ['proxy_fails', 504, ''],
  ['native_port', 400, 'Port 9000 is for clickhouse-client program\r\nYou must use port 8123 for HTTP.\r\n'],
  ['foreign_answer', 404, 'Not found'],
  ['foreign_answer', 302, ''],
  ['241', 500, 'Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED) (version 26.7.1)'],
])('gives %s for HTTP status %i', async (code, status, body) => {
  const answered = readFrom((_request, response) => response.writeHead(status).end(body));
  await expect(answered).rejects.toMatchObject({ code });
});

it('stops reading an answer without an end', async () => {
  const chunk = Buffer.alloc(2 ** 20, ' ');
  const answered = readFrom((_request, response) => {
    const fill = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', fill);
    fill();
  });
  await expect(answered).rejects.toMatchObject({ code: 'answer_too_large' });
});

it('gives the error of a statement that fails before its first row', async () => {
  await expect(readRows(client, z.unknown(), { query: 'SELECT nonsense' })).rejects.toMatchObject({ code: '47' });
});
