import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { startPlugin, type PluginLogEntry } from '@saleshub/plugin-host';
import { makeBundle, type Bundle } from './testing/started-backend';

let bundle: Bundle;
beforeAll(() => {
  bundle = makeBundle();
});
afterAll(() => bundle.remove());

const definitions = { refId: 'A', model: { queryType: 'definitions' }, range: { from: 0, to: 1 } };
const dataSource = { uid: 'none', url: 'http://127.0.0.1:1' };

test('starts with nothing in its environment but the cookie, serves, and ends when asked', async () => {
  const log: PluginLogEntry[] = [];
  const plugin = await startPlugin({ command: bundle.command, onLog: (entry) => log.push(entry) });
  expect(plugin.handshake).toEqual({ network: 'unix', address: expect.stringMatching(/\/plugin[0-9a-f]{16}$/) });
  expect(await plugin.ping()).toBe(true);
  const { A: answer } = await plugin.queryData(dataSource, [definitions]);
  expect(answer?.frames[0]?.length).toBeGreaterThan(10);
  const asked = performance.now();
  expect(await plugin.shutdown()).toEqual({ code: 0, signal: null });
  expect(performance.now() - asked).toBeLessThan(1000);
  expect(existsSync(plugin.handshake.address)).toBe(false);
  expect(plugin.strayOutput).toEqual([]);
  expect(log.map(({ message }) => message)).toEqual(['Serving', 'Ending']);
});

test('the executable runs where Node is on the path', async () => {
  const plugin = await startPlugin({
    command: [join(bundle.folder, 'gpx_saleshub_linux_amd64')],
    environment: { PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter) },
  });
  expect(await plugin.ping()).toBe(true);
  await plugin.shutdown();
});

test('listens on a port where no socket can be made', async () => {
  const environment = { PLUGIN_UNIX_SOCKET_DIR: '/nowhere' };
  const plugin = await startPlugin({ command: bundle.command, environment });
  expect(plugin.handshake).toEqual({ network: 'tcp', address: expect.stringMatching(/^127\.0\.0\.1:\d+$/) });
  expect(await plugin.ping()).toBe(true);
  await plugin.shutdown();
});

test.each([
  [{}, 'Grafana starts it'],
  [{ grafana_plugin_type: 'panel' }, 'Grafana starts it'],
  [{ grafana_plugin_type: 'datasource', PLUGIN_PROTOCOL_VERSIONS: '1,3' }, 'speaks plugin protocol 1,3'],
])('does not serve in the environment %j and says why', (env, reason) => {
  const [program, file] = bundle.command;
  const { status, stdout, stderr } = spawnSync(program, [file], { env, encoding: 'utf8', timeout: 10_000 });
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain(reason);
});

test('Ctrl-C in the terminal does not end it, SIGTERM does', async () => {
  const plugin = await startPlugin({ command: bundle.command });
  process.kill(plugin.pid, 'SIGINT');
  await wait(100);
  expect(await plugin.ping()).toBe(true);
  process.kill(plugin.pid, 'SIGTERM');
  expect(await plugin.exited).toEqual({ code: 0, signal: null });
});

test('bad queries are answered, and so is what follows', async () => {
  const plugin = await startPlugin({ command: bundle.command });
  const models = [null, [], 'x', { metric: 'nonsense' }, { queryType: 'nonsense' }, { metric: 'win_rate', x: 1 }];
  const queries = models.map((model, index) => ({ refId: `Q${index}`, model, range: { from: 0, to: 1 } }));
  const results = await plugin.queryData(dataSource, [...queries, definitions]);
  for (const { refId } of queries) {
    expect(results[refId]).toMatchObject({ status: 400, frames: [], error: { source: 'downstream' } });
  }
  expect(results.Q3?.error?.message).toMatch(/^metric must be one of win_rate/);
  expect(results.A?.status).toBe(200);
  await plugin.shutdown();
});

test('queries are counted by type and result, beside the process itself', async () => {
  const plugin = await startPlugin({ command: bundle.command });
  const models = [definitions.model, { queryType: 'forecast' }, { metric: 'calls', x: 1 }, { queryType: 'no"type\n' }];
  await plugin.queryData(
    dataSource,
    models.map((model, index) => ({ ...definitions, refId: `Q${index}`, model })),
  );
  const lines = (await plugin.collectMetrics()).split('\n');
  // They are listed in the order in which queries were answered.
  expect(lines.filter((line) => line.startsWith('saleshub_plugin_queries_total{')).sort()).toEqual([
    'saleshub_plugin_queries_total{type="definitions",result="ok"} 1',
    'saleshub_plugin_queries_total{type="forecast",result="store_unreachable"} 1',
    'saleshub_plugin_queries_total{type="metric",result="unknown_field"} 1',
    'saleshub_plugin_queries_total{type="unknown",result="unknown_query_type"} 1',
  ]);
  expect(lines).toContain('saleshub_plugin_query_duration_seconds_count{type="definitions"} 1');
  expect(lines.some((line) => line.startsWith('process_cpu_seconds_total '))).toBe(true);
  await plugin.shutdown();
});

test('a ClickHouse that is away is answered, and what needs none still is', async () => {
  const plugin = await startPlugin({ command: bundle.command });
  const query = { refId: 'B', model: { metric: 'win_rate' }, range: { from: 0, to: 86_400_000 } };
  const results = await plugin.queryData(dataSource, [query, definitions]);
  expect(results.B).toEqual({
    status: 502,
    frames: [],
    error: { source: 'downstream', message: expect.stringContaining('ECONNREFUSED') },
  });
  expect(results.A?.status).toBe(200);
  expect(await plugin.checkHealth(dataSource)).toMatchObject({ ok: false, details: { code: 'store_unreachable' } });
  expect(await plugin.checkHealth({ uid: 'new' })).toMatchObject({ ok: false, details: { code: 'url_missing' } });
  const values = await plugin.callResource(dataSource, { path: 'dimension-values?dimension=team' });
  expect([values.status, JSON.parse(values.body.toString())]).toMatchObject([502, { code: 'store_unreachable' }]);
  expect(await plugin.ping()).toBe(true);
  await plugin.shutdown();
});

test('ends in time while a query waits for a ClickHouse that never answers', async () => {
  const silent = createServer();
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const { port } = silent.address() as AddressInfo;
  const connected = once(silent, 'connection') as Promise<[Socket]>;
  const plugin = await startPlugin({ command: bundle.command });
  const query = { refId: 'A', model: { metric: 'win_rate' }, range: { from: 0, to: 86_400_000 } };
  const answer = plugin.queryData({ uid: 'silent', url: `http://127.0.0.1:${port}` }, [query]).catch(() => 'none');
  const [socket] = await connected;
  const asked = performance.now();
  expect(await plugin.shutdown()).toEqual({ code: 0, signal: null });
  expect(performance.now() - asked).toBeLessThan(1900);
  expect(existsSync(plugin.handshake.address)).toBe(false);
  expect(await answer).toBe('none');
  socket.destroy();
  silent.close();
});

test('ends soon after a host that was killed', async () => {
  const [program, file] = bundle.command;
  // The host's part: starts the plugin, tells its pid, reads nothing more.
  const script = `const { spawn } = require('node:child_process');
const plugin = spawn(${JSON.stringify(program)}, [${JSON.stringify(file)}], { env: { grafana_plugin_type: 'datasource' } });
plugin.stdout.once('data', () => console.log(plugin.pid));`;
  const host = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: host.stdout }), 'line')) as [string];
  const pid = Number(line);
  expect(isRunning(pid)).toBe(true);
  host.kill('SIGKILL');
  const deadline = performance.now() + 5000;
  while (isRunning(pid) && performance.now() < deadline) await wait(50);
  expect(isRunning(pid)).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
