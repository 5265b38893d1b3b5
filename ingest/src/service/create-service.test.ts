import { connect } from 'node:net';
import { createService } from './create-service';
import { PROBLEMS } from './http/problems';
import { WriterUnavailableError } from './ports';
import { exampleEvent, READ_KEY, startForTest, WRITE_KEY, type ServiceUnderTest } from './testing/service-under-test';

interface LogLine {
  req: { id: string; method: string; path: string };
  res: { status: number };
}

let service: ServiceUnderTest;
beforeEach(async () => {
  service = await startForTest({ limits: { discardMilliseconds: 200 } });
});
afterEach(() => service.running.close());

describe('keys', () => {
  const challenge = 'Bearer realm="saleshub"';

  test.each([
    ['none', undefined, challenge],
    ['another scheme', `Basic ${Buffer.from(`user:${WRITE_KEY}`).toString('base64')}`, challenge],
    ['no key', 'Bearer ', challenge],
    ['two words', `Bearer ${WRITE_KEY} ${WRITE_KEY}`, challenge],
    ['an unknown key', `Bearer ${WRITE_KEY}x`, `${challenge}, error="invalid_token"`],
    ['a name of Object’s', 'Bearer constructor', `${challenge}, error="invalid_token"`],
  ])('401 with %s', async (_name, authorization, expected) => {
    const response = await fetch(`${service.url}/v1/events`, {
      method: 'POST',
      body: '[]',
      headers: { 'Content-Type': 'application/json', ...(authorization !== undefined && { authorization }) },
    });
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, expected]);
    expect(await response.json()).toMatchObject({ code: 'unauthorized' });
  });

  test('403 without the right to write', async () => {
    const response = await service.post('[]', { Authorization: `Bearer ${READ_KEY}` });
    expect(response.status).toBe(403);
    expect(response.headers.get('www-authenticate')).toContain('scope="write"');
    expect(await response.json()).toMatchObject({ code: 'forbidden' });
  });

  test('the scheme is read without regard to case', async () => {
    expect((await service.post('[]', { Authorization: `bearer ${WRITE_KEY}` })).status).toBe(200);
  });

  test('503 when the store cannot say whose key it is', async () => {
    const keys = { find: () => Promise.reject(new WriterUnavailableError('down', 0)) };
    const other = await startForTest({ keys });
    const response = await other.post('[]');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    await other.running.close();
  });

  test('are checked before the body is read; a client that sends on regardless is ended', async () => {
    const socket = connect(service.running.port, '127.0.0.1');
    let answer = '';
    socket.on('data', (bytes) => (answer += bytes.toString()));
    socket.on('error', () => undefined);
    socket.write(
      'POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9999999\r\n\r\n[',
    );
    const sending = setInterval(() => socket.write(' '), 20);
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(sending);
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });
});

describe('paths and methods', () => {
  test.each([
    ['GET', '/nowhere', 404, 'not_found', null],
    ['POST', '/', 404, 'not_found', null],
    ['GET', '/v1/events', 405, 'method_not_allowed', 'POST'],
    ['DELETE', '/v1/events', 405, 'method_not_allowed', 'POST'],
    ['POST', '/healthz', 405, 'method_not_allowed', 'GET, HEAD'],
    ['PUT', '/readyz', 405, 'method_not_allowed', 'GET, HEAD'],
  ])('%s %s', async (method, path, status, code, allow) => {
    const response = await fetch(service.url + path, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([status, allow]);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await response.json()).toMatchObject({ code, status });
  });

  test('an answer names no framework and is never taken for a page', async () => {
    const response = await fetch(`${service.url}/<script>alert(1)</script>`);
    expect(response.headers.get('x-powered-by')).toBeNull();
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).not.toContain('script');
  });
});

describe('probes', () => {
  test('healthz and readyz', async () => {
    const health = await fetch(`${service.url}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
    const ready = await fetch(`${service.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
  });

  test('readyz gives the reasons; healthz does not care', async () => {
    const reasons = ['The schema is at version 3, this release needs 4.'];
    const other = await startForTest({ readiness: { check: () => Promise.resolve({ ready: false, reasons }) } });
    const ready = await fetch(`${other.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ code: 'not_ready', reasons });
    expect((await fetch(`${other.url}/healthz`)).status).toBe(200);
    await other.running.close();
  });

  test('readyz that cannot be checked is not ready and keeps the reason to the log', async () => {
    const other = await startForTest({ readiness: { check: () => Promise.reject(new Error('password wrong')) } });
    const ready = await fetch(`${other.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.text()).not.toContain('password');
    expect(other.logged()).toContain('password wrong');
    await other.running.close();
  });
});

describe('request ids and the log', () => {
  test('a sane id is kept, any other replaced', async () => {
    const kept = await service.post('[]', { 'X-Request-Id': 'trace-17.a:b_c' });
    expect(kept.headers.get('x-request-id')).toBe('trace-17.a:b_c');
    for (const strange of ['a b', '{"x":1}', 'x'.repeat(65)]) {
      const replaced = await service.post('[]', { 'X-Request-Id': strange });
      expect(replaced.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test('the log has the request’s id, path and status, but no key, query or body', async () => {
    await service.post(JSON.stringify(exampleEvent(1, { review: 'body-text-1' })), { 'X-Request-Id': 'one' });
    await service.post('{"comment":"body-text-2', { 'X-Request-Id': 'two' });
    service.writer.fail(new Error('broken'));
    await service.post(JSON.stringify(exampleEvent(2, { review: 'body-text-3' })), { 'X-Request-Id': 'three' });
    await fetch(`${service.url}/v1/events?token=${WRITE_KEY}`, { headers: { authorization: `Bearer ${WRITE_KEY}` } });
    const lines = service
      .logged()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as LogLine);
    expect(lines.map(({ req, res }) => [req.id, req.method, req.path, res.status])).toEqual([
      ['one', 'POST', '/v1/events', 200],
      ['two', 'POST', '/v1/events', 400],
      ['three', 'POST', '/v1/events', 500],
      [expect.any(String), 'GET', '/v1/events', 405],
    ]);
    for (const secret of [WRITE_KEY, 'body-text', 'uthorization']) expect(service.logged()).not.toContain(secret);
  });
});

test('every problem has an error status and a title', () => {
  for (const { status, title } of Object.values(PROBLEMS)) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(title).not.toBe('');
  }
});

test('a limit out of range fails when the service is made', () => {
  const make = () => createService({ limits: { itemBytes: 0 } } as Parameters<typeof createService>[0]);
  expect(make).toThrow('The limit itemBytes is 0; it must be a whole number of at least 1.');
});

test('a store that never answers is answered for', async () => {
  const waiting = await startForTest({ limits: { answerMilliseconds: 100 } });
  waiting.rejected.select = () => new Promise(() => undefined);
  const response = await fetch(`${waiting.url}/v1/rejected`, { headers: { Authorization: `Bearer ${READ_KEY}` } });
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
  expect(await response.json()).toMatchObject({ code: 'store_unavailable' });
  await waiting.running.close();
});

test('a store that is away is no fault of the service', async () => {
  const error = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:8123'), { code: 'ECONNREFUSED' });
  service.rejected.select = () => Promise.reject(error);
  const response = await fetch(`${service.url}/v1/rejected`, { headers: { Authorization: `Bearer ${READ_KEY}` } });
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
  const answer = await response.text();
  expect(JSON.parse(answer)).toMatchObject({ code: 'store_unavailable' });
  expect(answer).not.toContain('8123');
  expect(service.logged()).toContain(error.message);
});
