import { once } from 'node:events';
import { createServer } from 'node:http';
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

it('takes an answer that ends anywhere for an error', async () => {
  let whole = '';
  proxy.cut((answer) => (whole = answer));
  await readTeams();
  let length = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end(whole.slice(0, length)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const cut = createReadClient({ url: `http://127.0.0.1:${port}`, username: '', password: '', database: '' });
  for (; length < whole.trimEnd().length; length++) {
    await expect(readRows(cut, teamRow, { query: TEAMS })).rejects.toMatchObject({ code: 'incomplete_answer' });
  }
  expect(await readRows(cut, teamRow, { query: TEAMS })).toHaveLength(3);
  await cut.close();
  server.close();
});

it('gives the error of a statement that fails before its first row', async () => {
  await expect(readRows(client, z.unknown(), { query: 'SELECT nonsense' })).rejects.toMatchObject({ code: '47' });
});
