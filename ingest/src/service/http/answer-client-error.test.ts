import { once } from 'node:events';
import { connect } from 'node:net';
import { exampleEvent, startForTest, WRITE_KEY, type ServiceUnderTest } from '../testing/service-under-test';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await startForTest();
});
afterAll(() => service.running.close());

const POST = `POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${WRITE_KEY}\r\nContent-Type: application/x-ndjson\r\n`;
const LINE = `${JSON.stringify(exampleEvent(1))}\n`;

/** The whole answer to bytes that no client of HTTP would send. */
async function send(text: string, { ends = false } = {}): Promise<string> {
  const socket = connect({ port: service.running.port, host: '127.0.0.1', allowHalfOpen: true });
  let answer = '';
  socket.on('data', (bytes) => (answer += bytes.toString()));
  socket.on('error', () => undefined);
  socket.write(text);
  if (ends) socket.end();
  await once(socket, 'end');
  socket.destroy();
  return answer;
}

describe('what Node refuses is answered as every other error is', () => {
  test.each([
    ['no HTTP', 'hello\r\n\r\n', 400, 'invalid_request', {}],
    ['a bad chunk', `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n${LINE}\r\n`, 400, 'invalid_request', {}],
    [
      'large headers',
      `GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers_too_large',
      {},
    ],
    ['half a body', `${POST}Content-Length: 5000\r\n\r\n${LINE}`, 400, 'invalid_request', { ends: true }],
    ['half of its headers', 'GET /healthz HTTP/1.1\r\nHos', 400, 'invalid_request', { ends: true }],
    ['no host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'invalid_request', {}],
    ['two lengths', `${POST}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`, 400, 'invalid_request', {}],
  ])('%s', async (_name, text, status, code, options) => {
    const answer = await send(text, options);
    const [head = '', body = ''] = answer.split('\r\n\r\n', 2);
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toMatch(/^content-type: application\/problem\+json; charset=utf-8\r?$/im);
    expect(head).toMatch(/^connection: close\r?$/im);
    const problem = JSON.parse(body) as Record<string, unknown>;
    expect(problem).toMatchObject({ type: `urn:problem-type:saleshub:${code}`, status, code });
    expect(head.toLowerCase()).toContain(`x-request-id: ${String(problem['request_id'])}`);
  });

  test('whole lines before a bad chunk are stored', async () => {
    const chunk = `${Buffer.byteLength(LINE).toString(16)}\r\n${LINE}\r\n`;
    await send(`${POST}Transfer-Encoding: chunked\r\n\r\n${chunk}zz\r\n`);
    expect(service.writer.stored.size).toBe(1);
  });

  test('an expectation that is not known is passed over', async () => {
    expect(await send('GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: tea\r\nConnection: close\r\n\r\n')).toMatch(
      / 200 OK/,
    );
  });
});
