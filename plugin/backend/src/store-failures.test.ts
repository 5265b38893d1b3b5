import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { startPlugin, type Plugin } from '@saleshub/plugin-host';
import { makeBundle, type Bundle } from './testing/started-backend';

let bundle: Bundle;
let plugin: Plugin;

beforeAll(async () => {
  bundle = makeBundle();
  plugin = await startPlugin({ command: bundle.command });
});
afterAll(async () => {
  await plugin.shutdown();
  bundle.remove();
});

const http = (status: number, body: string, headers: Record<string, string> = {}) => {
  const answer: RequestListener = (request, response) => {
    request.resume().on('end', () => response.writeHead(status, headers).end(body));
  };
  return createServer(answer);
};
const tcp = (greeting: string) =>
  createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(greeting));
  });

const NATIVE = 'Port 9000 is for clickhouse-client program\r\nYou must use port 8123 for HTTP.\r\n';

test.each<[string, () => Server, string, string]>([
  ['a proxy that wants a login', () => http(401, '<html>Sign in</html>'), 'auth', 'proxy_refuses'],
  [
    'a redirect to a login page',
    () => http(302, '', { Location: 'https://login.example' }),
    'config',
    'foreign_answer',
  ],
  ['a login page', () => http(200, '<!doctype html><title>Sign in</title>'), 'config', 'foreign_answer'],
  ['an empty answer', () => http(200, ''), 'network', 'incomplete_answer'],
  ['a proxy without a server behind it', () => http(502, '<h1>Bad Gateway</h1>'), 'network', 'proxy_fails'],
  ['a proxy that has no server', () => http(503, 'no healthy upstream'), 'network', 'proxy_fails'],
  ['a proxy that lost patience', () => http(504, ''), 'network', 'proxy_fails'],
  ['another web server', () => http(404, 'Not found'), 'config', 'foreign_answer'],
  ["ClickHouse's native port", () => tcp(`HTTP/1.0 400 Bad Request\r\n\r\n${NATIVE}`), 'config', 'native_port'],
  ['a server of another protocol', () => tcp('J\0\0\0\n8.0.36\0'), 'config', 'foreign_answer'],
  ['a server that hangs up', () => tcp(''), 'network', 'store_interrupted'],
])('%s is named, and not the fault of the plugin', async (_what, start, kind, code) => {
  const server = start().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const dataSource = {
    uid: code,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    updated: Date.now(),
  };
  const message = expect.stringMatching(new RegExp(`^\\[${kind}\\] `)) as string;
  expect(await plugin.checkHealth(dataSource)).toEqual({ ok: false, message, details: { code, class: kind } });
  const query = { refId: 'A', model: { metric: 'calls' }, range: { from: 0, to: 86_400_000 } };
  const { A: result } = await plugin.queryData(dataSource, [query]);
  expect(result).toEqual({ status: 502, frames: [], error: { source: 'downstream', message } });
  server.close();
});

test.each([
  ['before its answer', () => createServer(() => undefined)],
  ['within its answer', () => createServer((_request, response) => void response.write('{'))],
])('a ClickHouse that hangs %s is given up after the time-out', async (_when, start) => {
  const server = start().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const dataSource = { uid: 'silent', url, jsonData: { timeoutSeconds: 1 }, updated: Date.now() };
  const message = expect.stringMatching(/^\[timeout\] /) as string;
  const query = { refId: 'A', model: { metric: 'calls' }, range: { from: 0, to: 86_400_000 } };
  const began = performance.now();
  const [health, { A: result }, values] = await Promise.all([
    plugin.checkHealth(dataSource),
    plugin.queryData(dataSource, [query]),
    plugin.callResource(dataSource, { path: 'dimension-values?dimension=team' }),
  ]);
  expect(performance.now() - began).toBeLessThan(6_000);
  expect(health).toEqual({ ok: false, message, details: { code: 'store_timeout', class: 'timeout' } });
  expect(result).toEqual({ status: 504, frames: [], error: { source: 'downstream', message } });
  expect([values.status, JSON.parse(values.body.toString())]).toEqual([504, { code: 'store_timeout', message }]);
  server.closeAllConnections();
  server.close();
});

test('an https address of a port without TLS is named', async () => {
  const server = http(200, '').listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await plugin.checkHealth({ uid: 'tls', url })).toMatchObject({ ok: false, details: { class: 'tls' } });
  server.close();
});
