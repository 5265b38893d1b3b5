import { setTimeout as wait } from 'node:timers/promises';
import { startPlugin, type Plugin } from '@saleshub/plugin-host';
import { startHangingProxy, type HangingProxy } from './testing/hanging-proxy';
import { SAMPLE_RANGE } from './testing/sample-events';
import { startSampleStore, type SampleStore } from './testing/sample-store';
import { dataSourceOf, makeBundle, type Bundle } from './testing/started-backend';

let bundle: Bundle;
let store: SampleStore;
let proxy: HangingProxy;
let plugin: Plugin;

beforeAll(async () => {
  bundle = makeBundle();
  [store, plugin] = await Promise.all([startSampleStore(), startPlugin({ command: bundle.command })]);
  proxy = await startHangingProxy(store.url);
});
beforeEach(() => {
  proxy.recover();
  proxy.statements.length = 0;
});
afterAll(async () => {
  await plugin.shutdown();
  proxy.close();
  await store.remove();
  bundle.remove();
});

const MODEL = { metric: 'win_rate', groupBy: ['team'], interval: 'month' };
const ask = (refId: string, model: object = MODEL, options: { signal?: AbortSignal } = {}) =>
  plugin.queryData(dataSourceOf(store, { url: proxy.url }), [{ refId, model, range: SAMPLE_RANGE }], options);
const deals = () => proxy.statements.filter((sql) => sql.includes('opportunity_closes'));

test('equal queries that are asked at once are computed once, and each has its own refId', async () => {
  const refIds = Array.from({ length: 20 }, (_, index) => `Q${index % 4}`);
  const answers = await Promise.all(refIds.map((refId) => ask(refId)));
  expect(deals()).toHaveLength(1);
  const [alone] = Object.values(await ask('Q0'));
  expect(deals()).toHaveLength(2);
  for (const [index, answer] of answers.entries()) {
    const refId = refIds[index] ?? '';
    expect(answer[refId]?.frames).toEqual(alone?.frames.map((frame) => ({ ...frame, refId })));
  }
});

test('queries that differ are not', async () => {
  const [flagged, withheld] = await Promise.all([
    ask('A', { ...MODEL, minSample: 1000 }),
    ask('A', { ...MODEL, minSample: 1000, onLowSample: 'withhold' }),
  ]);
  expect(deals()).toHaveLength(2);
  const values = [flagged, withheld].map(({ A }) => A?.frames[0]?.fields.find(({ name }) => name === 'value')?.values);
  expect(values[0]).not.toEqual(values[1]);
});

test('ClickHouse is not kept at work for askers who have all left', async () => {
  await ask('A');
  proxy.hang();
  const asking = [new AbortController(), new AbortController()];
  const answers = asking.map(({ signal }) => ask('A', MODEL, { signal }).catch((error: unknown) => String(error)));
  while (deals().length < 2) await wait(10);
  asking[0]?.abort();
  expect(await answers[0]).toContain('CANCELLED');
  await wait(100);
  expect(proxy.held()).toBeGreaterThan(0);
  asking[1]?.abort();
  expect(await answers[1]).toContain('CANCELLED');
  await wait(1000);
  expect(proxy.held()).toBe(0);
});
