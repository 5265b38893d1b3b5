import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { startService, type ListenOptions } from './start-service';
import { exampleEvent, startForTest } from './testing/service-under-test';

test('a stop finishes the request in flight, then closes the writer', async () => {
  const service = await startForTest();
  service.writer.hold();
  const response = service.post(JSON.stringify(exampleEvent(1)));
  while (service.writer.calls.length === 0) await sleep(5);
  const stopped = service.running.close();
  await sleep(50);
  expect(service.writer.closed).toBe(false);
  await expect(fetch(`${service.url}/healthz`)).rejects.toThrow();
  service.writer.release();
  const answer = await response;
  expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
  await stopped;
  expect(service.writer.closed).toBe(true);
  expect(service.writer.stored.size).toBe(1);
});

test('a stop ends idle connections that are kept alive', async () => {
  const service = await startForTest({ stopMilliseconds: 60_000 });
  const agent = new Agent({ keepAlive: true });
  const [response] = (await once(get(`${service.url}/healthz`, { agent }), 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  await service.running.close();
  expect(service.writer.closed).toBe(true);
  agent.destroy();
});

test('a stop waits only so long for a request that does not end', async () => {
  const service = await startForTest({ stopMilliseconds: 100 });
  service.writer.hold();
  const response = service.post(JSON.stringify(exampleEvent(1)));
  const refused = expect(response).rejects.toThrow();
  while (service.writer.calls.length === 0) await sleep(5);
  await service.running.close();
  expect(service.writer.closed).toBe(true);
  await refused;
  service.writer.release();
});

test('a second stop waits for the first', async () => {
  const service = await startForTest();
  await Promise.all([service.running.close(), service.running.close()]);
  expect(service.writer.timesClosed).toBe(1);
  await expect(once(connect(service.running.port, '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED');
});

test('a port that is taken is an error', async () => {
  const service = await startForTest();
  const options = { port: service.running.port, host: '127.0.0.1', writer: service.writer };
  await expect(startService(express(), options)).rejects.toThrow('EADDRINUSE');
  await service.running.close();
});

describe('a client that reads no answer', () => {
  const ASK = 'GET /v1/nothing HTTP/1.1\r\nHost: x\r\n\r\n';

  /** Serves large answers to a client that never reads; gives the number of requests that were begun, and the socket. */
  async function serveUnread(connections: ListenOptions['connections'], requests: number) {
    const seen = { begun: 0 };
    const app = express();
    app.use((_request, response) => {
      seen.begun += 1;
      response.send(Buffer.alloc(16 * 2 ** 20));
    });
    const writer = { close: () => Promise.resolve() };
    const options = { port: 0, host: '127.0.0.1', writer, stopMilliseconds: 100, ...(connections && { connections }) };
    const service = await startService(app, options);
    const socket = connect(service.port, '127.0.0.1');
    socket.pause();
    socket.on('error', () => undefined);
    socket.write(ASK.repeat(requests));
    return { seen, socket, service };
  }

  test('costs the memory of one answer, however many it asks for', async () => {
    const { seen, socket, service } = await serveUnread({}, 50);
    await sleep(300);
    expect(seen.begun).toBe(1);
    socket.destroy();
    await service.close();
  });

  test.each([
    ['after a while', { takeMilliseconds: 200 }, 1],
    ['at once when it asks for too many', { waitingRequests: 10 }, 50],
  ])('is cut off %s', async (_name, connections, requests) => {
    const { socket, service } = await serveUnread(connections, requests);
    await sleep(500);
    // What lay in the socket is read, and then the connection is found to be gone.
    const closed = once(socket, 'close');
    socket.resume();
    await closed;
    expect(socket.bytesRead).toBeLessThan(16 * 2 ** 20);
    await service.close();
  });
});

test('requests on one connection are answered in their order', async () => {
  const service = await startForTest();
  const socket = connect(service.running.port, '127.0.0.1');
  let answers = '';
  socket.on('data', (bytes) => (answers += bytes.toString()));
  const ask = (path: string, end: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n${end}\r\n`;
  socket.write(ask('/healthz', '') + ask('/nothing', '') + ask('/readyz', 'Connection: close\r\n'));
  await once(socket, 'close');
  expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404', 'HTTP/1.1 200']);
  await service.running.close();
});
