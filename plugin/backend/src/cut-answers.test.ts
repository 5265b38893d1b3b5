import { startPlugin, type Plugin } from '@saleshub/plugin-host';
import { createWriteClient, saveSettings } from '@saleshub/store/write';
import { CUTS, startCuttingProxy, type Cut, type CuttingProxy } from '../../../store/src/read/testing/cutting-proxy';
import { SAMPLE_RANGE } from './testing/sample-events';
import { startSampleStore, type SampleStore } from './testing/sample-store';
import { dataSourceOf, makeBundle, type Bundle } from './testing/started-backend';

let bundle: Bundle;
let store: SampleStore;
let plugin: Plugin;
let proxy: CuttingProxy;

beforeAll(async () => {
  bundle = makeBundle();
  [store, plugin] = await Promise.all([startSampleStore(), startPlugin({ command: bundle.command })]);
  proxy = await startCuttingProxy(store.url);
  const { url, database, writer } = store;
  const client = createWriteClient({ url, ...writer, database });
  await saveSettings(client, { currency: 'EUR' });
  await client.close();
});
afterAll(async () => {
  await plugin.shutdown();
  proxy.close();
  await store.remove();
  bundle.remove();
});

let opened = 0;
/** One that nothing is remembered of. */
const newDataSource = () => dataSourceOf(store, { uid: `cut ${++opened}`, url: proxy.url });

const CODES: Readonly<Record<string, readonly string[]>> = {
  // ClickHouse's error: not enough memory.
  '241': ['too_expensive', 'store_refuses'],
};

async function ask(model: Record<string, unknown>) {
  const { A: result } = await plugin.queryData(newDataSource(), [{ refId: 'A', model, range: SAMPLE_RANGE }]);
  return result;
}

describe.each(CUTS)('an answer of ClickHouse with %s', (_place, code, how: Cut) => {
  it.each([
    ['settings', /`settings`/],
    ['numbers', /calls/],
    ['every statement', /^/],
  ])('gives no number where it is that of %s', async (_which, statements) => {
    proxy.cut(how, statements);
    for (const output of ['value', undefined]) {
      const result = await ask({ metric: 'calls', shape: 'total', groupBy: ['rep'], ...(output && { output }) });
      expect(result).toMatchObject({ frames: [], error: { source: 'downstream' } });
      expect([400, 502]).toContain(result?.status);
    }
  });

  it('is not good health', async () => {
    proxy.cut(how);
    const { ok, details } = await plugin.checkHealth(newDataSource());
    expect([ok, CODES[code] ?? [code]]).toEqual([false, expect.arrayContaining([details.code])]);
  });

  it('gives no values of a dimension', async () => {
    proxy.cut(how);
    const answer = await plugin.callResource(newDataSource(), { path: 'dimension-values?dimension=rep' });
    expect(answer.status).toBe(502);
    expect(CODES[code] ?? [code]).toContain((JSON.parse(answer.body.toString()) as { code: string }).code);
  });
});

it('gives the numbers of whole answers through the same proxy', async () => {
  proxy.mend();
  const result = await ask({ metric: 'calls', shape: 'total', output: 'value' });
  expect(result?.frames[0]?.fields.at(-1)?.values).toEqual([100]);
});
