import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { startPlugin, type DataSource, type Plugin } from '@saleshub/plugin-host';
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
afterAll(async () => {
  await plugin.shutdown();
  proxy.close();
  await store.remove();
  bundle.remove();
});

const METRICS = ['win_rate', 'won_value', 'lost_opportunities', 'deal_size', 'calls', 'nps'];
const askAs = (dataSource: DataSource, metric = 'win_rate', signal?: AbortSignal) =>
  plugin.queryData(
    dataSource,
    [{ refId: 'A', model: { metric, groupBy: ['rep'] }, range: SAMPLE_RANGE }],
    signal && { signal },
  );
const throughProxy = (uid: string) => dataSourceOf(store, { uid, url: proxy.url, jsonData: { timeoutSeconds: 6 } });

/** How long it takes until what is tried again and again succeeds. */
async function secondsUntil(attempt: () => Promise<boolean>): Promise<number> {
  const began = performance.now();
  while (!(await attempt().catch(() => false))) await wait(50);
  return (performance.now() - began) / 1000;
}

test.each([
  ['one that was asked before', async (dataSource: DataSource) => void (await askAs(dataSource))],
  ['one that nothing was asked', () => Promise.resolve()],
])('after an outage a data source answers at once: %s', async (uid, prepare) => {
  const dataSource = throughProxy(uid);
  await prepare(dataSource);
  proxy.hang();
  const asked: Promise<unknown>[] = [];
  for (let second = 0; second < 3; second += 0.25) {
    // As a dashboard that is refreshed, which gives up its queries; no request is answered later.
    const metric = METRICS[asked.length % METRICS.length] ?? '';
    asked.push(askAs(dataSource, metric, AbortSignal.timeout(1500)).catch(() => undefined));
    asked.push(plugin.checkHealth(dataSource));
    await wait(250);
  }
  proxy.recover();
  const isAnswered = async () => (await askAs(dataSource, 'win_rate', AbortSignal.timeout(1000))).A?.status === 200;
  const isWell = async () => (await plugin.checkHealth(dataSource, { signal: AbortSignal.timeout(1000) })).ok;
  expect(await secondsUntil(isAnswered)).toBeLessThan(2);
  expect(await secondsUntil(isWell)).toBeLessThan(2);
  await Promise.all(asked);
});

test('what nobody waits for any more is not waited for: settings, freshness, health', async () => {
  const dataSource = throughProxy('cancelled');
  proxy.statements.length = 0;
  proxy.hang();
  const askers = Array.from({ length: 30 }, () => askAs(dataSource, 'win_rate', AbortSignal.timeout(500)));
  const checks = Array.from({ length: 10 }, () => plugin.checkHealth(dataSource, { signal: AbortSignal.timeout(500) }));
  await Promise.allSettled([...askers, ...checks]);
  const settings = proxy.statements.filter((sql) => sql.includes('`settings`'));
  expect(settings.length).toBeLessThanOrEqual(2);
  await wait(300);
  expect(proxy.held()).toBe(0);
  proxy.recover();
});

test('a server that hangs and never speaks is given up after the time-out', async () => {
  const silent = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const dataSource = { uid: 'silent', url, jsonData: { timeoutSeconds: 1 } };
  const began = performance.now();
  expect(await plugin.checkHealth(dataSource)).toMatchObject({ ok: false, details: { code: 'store_timeout' } });
  expect(await askAs(dataSource)).toMatchObject({ A: { status: 504 } });
  expect(performance.now() - began).toBeLessThan(6000);
  silent.close();
});

test('an answer without an end is given up before it fills the memory', async () => {
  const endless = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n');
      const pour = () => {
        while (!socket.destroyed && socket.write('x'.repeat(65_536)));
      };
      socket.on('drain', pour);
      pour();
    });
  }).listen(0, '127.0.0.1');
  await once(endless, 'listening');
  const url = `http://127.0.0.1:${(endless.address() as AddressInfo).port}`;
  const dataSource = { uid: 'endless', url };
  expect(await plugin.checkHealth(dataSource)).toMatchObject({ ok: false, details: { code: 'answer_too_large' } });
  expect(await askAs(dataSource)).toMatchObject({ A: { status: 502, error: { source: 'downstream' } } });
  const values = await plugin.callResource(dataSource, { path: 'dimension-values?dimension=team' });
  expect(JSON.parse(values.body.toString())).toMatchObject({ code: 'answer_too_large' });
  expect(residentMegabytes()).toBeLessThan(300);
  endless.close();
});

function residentMegabytes(): number {
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${plugin.pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
