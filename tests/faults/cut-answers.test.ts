import { openEmbeddedStore, type EmbeddedStore } from '@saleshub/store/embedded';
import { CUTS, startCuttingProxy, type CuttingProxy } from '../../store/src/read/testing/cutting-proxy';
import { endHubs, makeFolder, postEvents, saleshub, serve, type RunningHub } from '../support/saleshub';

const folder = makeFolder();
const DAY = ['--from', '2026-01-05', '--to', '2026-01-06'];
let store: EmbeddedStore;
let proxy: CuttingProxy;
let environment: Record<string, string>;
let hub: RunningHub;
let key: string;

beforeAll(async () => {
  store = await openEmbeddedStore({ dataDir: `${folder.path}/data`, graceMilliseconds: 0 });
  proxy = await startCuttingProxy(store.url);
  environment = {
    CLICKHOUSE_URL: proxy.url,
    CLICKHOUSE_USER: store.writer.username,
    CLICKHOUSE_PASSWORD: store.writer.password,
  };
  key = (await saleshub(['keys', 'create', 'phone'], folder.path, environment)).stdout.trim();
  hub = await serve(folder.path, 0, environment);
  const call = { type: 'call.logged', occurred_at: '2026-01-05T10:00:00Z', direction: 'inbound', outcome: 'busy' };
  await postEvents(hub.url, key, [
    { id: '1', rep: 'Ana', ...call },
    { id: '2', rep: 'Björn', ...call },
  ]);
});
afterEach(() => proxy.mend());
afterAll(async () => {
  await endHubs();
  proxy.close();
  await store.close();
  await folder.remove();
});

const askCalls = () =>
  saleshub(['query', 'calls', ...DAY, '--by', 'rep', '--format', 'json'], folder.path, environment);

it('the command line has the numbers of whole answers', async () => {
  const { code, stdout } = await askCalls();
  expect([code, JSON.parse(stdout)]).toMatchObject([
    0,
    {
      rows: [
        { rep: 'Ana', value: 1 },
        { rep: 'Björn', value: 1 },
      ],
    },
  ]);
});

it.each(CUTS)('the command line prints no number from an answer with %s', async (place, expected, how) => {
  proxy.cut(how, /calls/);
  const { code, stdout, stderr } = await askCalls();
  expect([place, code, stdout]).toEqual([place, expected === '241' ? 2 : 1, '']);
  expect(stderr).toContain(expected === '241' ? 'too_expensive: ' : `${expected}: `);
});

it('the service refuses no key and stores nothing twice while answers are cut', async () => {
  const other = (await saleshub(['keys', 'create', 'other'], folder.path, environment)).stdout.trim();
  proxy.cut(() => '', /api_keys/);
  expect((await postEvents(hub.url, other, [])).status).toBe(503);
  proxy.mend();
  const call = { type: 'call.logged', occurred_at: '2026-01-05T10:00:00Z', direction: 'inbound', outcome: 'busy' };
  proxy.cut(() => '', /event_ids/);
  const posted = postEvents(hub.url, key, [{ id: '1', rep: 'Ana', ...call }]);
  setTimeout(() => proxy.mend(), 500);
  expect(await posted).toMatchObject({ status: 200, report: { accepted: 0, duplicates: 1 } });
});
