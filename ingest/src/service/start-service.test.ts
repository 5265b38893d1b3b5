import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { startService } from './start-service';
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
