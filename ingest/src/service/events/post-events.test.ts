import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { EventReport } from './event-report';
import { SourceBusyError, WriterUnavailableError } from '../ports';
import { exampleEvent, refusalOf, startForTest, WRITE_KEY, type ServiceUnderTest } from '../testing/service-under-test';

const MEDIA_TYPES =
  'application/json, application/x-ndjson, application/cloudevents+json, application/cloudevents-batch+json';
const NDJSON = { 'Content-Type': 'application/x-ndjson' };

let service: ServiceUnderTest;
beforeEach(async () => {
  service = await startForTest({ limits: { bodyBytes: 100_000, chunkEvents: 100 } });
});
afterEach(() => service.running.close());

function lines(...values: unknown[]): string {
  return values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join('\n');
}

describe('what is stored', () => {
  test('one event is accepted under its key’s source and namespace', async () => {
    const response = await service.post(JSON.stringify(exampleEvent(1)));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual({ received: 1, accepted: 1, duplicates: 0, rejected: 0, errors: [] });
    expect([...service.writer.origins]).toEqual([{ source: 'crm', namespace: 'deals' }]);
  });

  test('an array is accepted, and again as duplicates', async () => {
    const body = JSON.stringify([exampleEvent(1), exampleEvent(2)]);
    expect(await (await service.post(body)).json()).toMatchObject({ received: 2, accepted: 2, duplicates: 0 });
    const again = await service.post(body);
    expect(again.status).toBe(200);
    expect(await again.json()).toMatchObject({ received: 2, accepted: 0, duplicates: 2 });
  });

  test('an empty array and an empty NDJSON body are zeros', async () => {
    for (const response of [await service.post('[]'), await service.post('\n\r\n \t\n', NDJSON)]) {
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ received: 0, accepted: 0, duplicates: 0, rejected: 0, errors: [] });
    }
    expect(service.writer.calls).toEqual([]);
  });

  test('another body under a known id counts as duplicate and is listed', async () => {
    const response = await service.post(
      JSON.stringify([exampleEvent(1), exampleEvent(2), exampleEvent(1, { review: 'other' })]),
    );
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      received: 3,
      accepted: 2,
      duplicates: 1,
      rejected: 0,
      errors: [{ index: 2, id: 'e1', code: 'id_reused', path: 'id', message: expect.any(String) }],
    });
  });

  test('gzip is inflated, of JSON and of NDJSON', async () => {
    const gzip = { 'Content-Encoding': 'gzip' };
    const document = await service.post(gzipSync(JSON.stringify([exampleEvent(1)])), gzip);
    expect(await document.json()).toMatchObject({ accepted: 1 });
    const stream = await service.post(gzipSync(lines(exampleEvent(2), exampleEvent(3))), { ...NDJSON, ...gzip });
    expect(await stream.json()).toMatchObject({ accepted: 2 });
  });

  test('media types are read without regard to case, with a charset of UTF-8', async () => {
    const response = await service.post('[]', { 'Content-Type': 'Application/JSON; Charset="UTF-8"' });
    expect(response.status).toBe(200);
  });

  test('NDJSON passes over blank lines, carriage returns and a byte order mark', async () => {
    const body = `\uFEFF${JSON.stringify(exampleEvent(1))}\r\n\n  \n${JSON.stringify(exampleEvent(2))}\n`;
    expect(await (await service.post(body, NDJSON)).json()).toMatchObject({ received: 2, accepted: 2 });
  });
});

describe('what is rejected', () => {
  test('207 names index, id, code and path of each rejected event', async () => {
    const response = await service.post(
      JSON.stringify([
        exampleEvent(0),
        exampleEvent(1, { type: 'opportunity.created', opportunity: 'o', amount: 'much', review: undefined }),
        7,
        { ...exampleEvent(3), id: 3 },
        exampleEvent(4, { occurred_at: '2026-02-03T00:00:00Z' }),
      ]),
    );
    expect(response.status).toBe(207);
    const message = expect.any(String);
    expect(await response.json()).toEqual({
      received: 5,
      accepted: 1,
      duplicates: 0,
      rejected: 4,
      errors: [
        { index: 1, id: 'e1', code: 'invalid_decimal', path: 'amount', message },
        { index: 2, code: 'not_an_object', path: '', message },
        { index: 3, code: 'invalid_type', path: 'id', message },
        { index: 4, id: 'e4', code: 'too_late', path: 'occurred_at', message },
      ],
    });
  });

  test('422 when all are rejected; an event with several errors says how many', async () => {
    const response = await service.post(JSON.stringify({ id: 'a', type: 'review.posted' }));
    expect(response.status).toBe(422);
    const report = (await response.json()) as EventReport;
    expect(report).toMatchObject({ received: 1, rejected: 1, errors: [{ index: 0, id: 'a', code: 'required' }] });
    expect(report.errors[0]?.message).toMatch(/\(Errors in this event: 4\.\)$/);
  });

  test('amounts in a currency that the hub cannot convert', async () => {
    const event = { ...exampleEvent(1), type: 'opportunity.created', review: undefined, opportunity: 'o' };
    const response = await service.post(JSON.stringify({ ...event, amount: 1, currency: 'USD' }));
    expect(await response.json()).toMatchObject({ errors: [{ code: 'currency_not_convertible', path: 'currency' }] });
  });

  test('a bad NDJSON line is one indexed reject; its neighbours are stored', async () => {
    const invalidUtf8 = Buffer.from(JSON.stringify(exampleEvent(3)).replace('r3', 'r\u00ff'), 'latin1');
    const body = Buffer.concat([
      Buffer.from(`${lines(exampleEvent(0), '{"id":', exampleEvent(2))}\n`),
      invalidUtf8,
      Buffer.from('\n"text"\n'),
    ]);
    const response = await service.post(body, NDJSON);
    expect(response.status).toBe(207);
    const report = (await response.json()) as EventReport;
    expect(report).toMatchObject({ received: 5, accepted: 2, rejected: 3 });
    expect(report.errors.map(({ index, code }) => [index, code])).toEqual([
      [1, 'invalid_json'],
      [3, 'invalid_utf8'],
      [4, 'not_an_object'],
    ]);
  });

  test('errors are the first hundred by index, refusals and reused ids alike', async () => {
    const events = Array.from({ length: 250 }, (_, index) =>
      index % 2 ? {} : exampleEvent(0, { review: `r${index}` }),
    );
    const response = await service.post(JSON.stringify(events));
    const report = (await response.json()) as EventReport;
    expect(report).toMatchObject({ received: 250, accepted: 1, duplicates: 124, rejected: 125 });
    expect(report.errors.map(({ index }) => index)).toEqual(Array.from({ length: 100 }, (_, place) => place + 1));
  });

  test('every event of a long array is counted', async () => {
    const response = await service.post(JSON.stringify(Array(2_500).fill({})));
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ received: 2_500, rejected: 2_500 });
    expect(service.writer.calls).toEqual([]);
  });

  test('long texts of the client’s making are cut in the answer', async () => {
    const events = [exampleEvent(1, { id: 'i'.repeat(20_000) }), exampleEvent(2, { ['f'.repeat(20_000)]: 1 })];
    const text = await (await service.post(JSON.stringify(events))).text();
    expect(JSON.parse(text)).toMatchObject({ errors: [{ code: 'too_long' }, { code: 'unknown_field' }] });
    expect(text.length).toBeLessThan(4_000);
  });

  test('hostile JSON ends as a verdict', async () => {
    const hostile = [
      '{"__proto__":{"id":"x"},"constructor":1,"id":"p1","type":"review.answered"}',
      '{"type":"__proto__"}',
      '{"type":"toString"}',
      `{"type":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
      JSON.stringify(exampleEvent(1, { review: '\ud800' })),
      JSON.stringify(exampleEvent(2, { id: '\udfff' })),
      JSON.stringify(exampleEvent(3, { review: 'a\u0000b', id: '\u0000' })),
      JSON.stringify(exampleEvent(4)).replace('"r4"', '1e999'),
      '{"id":"hasOwnProperty","type":"review.answered","toString":null,"__defineGetter__":[]}',
    ];
    for (const line of hostile) expect([200, 413, 422]).toContain((await service.post(line)).status);
    const response = await service.post(lines(...hostile), NDJSON);
    expect(response.status).toBe(207);
    expect(await response.json()).toMatchObject({ received: hostile.length, duplicates: 1 });
  });
});

describe('what is refused as a whole', () => {
  test.each([
    ['no JSON', '{"id":', 'invalid_json', 400],
    ['nothing', '', 'invalid_json', 400],
    ['invalid UTF-8', Buffer.from('[{"id":"\xff"}]', 'latin1'), 'invalid_utf8', 400],
    ['too much', JSON.stringify(['x'.repeat(100_000)]), 'body_too_large', 413],
  ])('%s', async (_name, body, code, status) => {
    const response = await service.post(body);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const problem = await response.json();
    expect(problem).toEqual({
      type: `urn:problem-type:saleshub:${code}`,
      title: expect.any(String),
      status,
      detail: expect.any(String),
      code,
      request_id: response.headers.get('x-request-id'),
    });
    expect(service.writer.calls).toEqual([]);
  });

  test('the detail of invalid JSON says where it goes wrong', async () => {
    const problem = await (await service.post('{"id":1 "type":2}')).json();
    expect(problem).toMatchObject({ detail: 'The text is not valid JSON at position 8.' });
  });

  test('the detail of invalid JSON repeats nothing of the body', async () => {
    const problem = await (await service.post('{"comment":"call me at 555-0199"oops}')).text();
    expect(problem).not.toContain('555-0199');
    expect(problem).not.toContain('oops');
  });

  test('too much of a body is read to its end, and its connection serves the next request', async () => {
    const socket = connect(service.running.port, '127.0.0.1');
    let answers = '';
    socket.on('data', (bytes) => (answers += bytes.toString()));
    const headers = `Host: x\r\nAuthorization: Bearer ${WRITE_KEY}\r\nContent-Type: application/json`;
    socket.write(`POST /v1/events HTTP/1.1\r\n${headers}\r\nContent-Length: 1000000\r\n\r\n${' '.repeat(1_000_000)}`);
    socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    await once(socket, 'close');
    expect(answers).toMatch(/^HTTP\/1\.1 413 .*HTTP\/1\.1 200 /s);
  });

  test('a small gzip body that inflates beyond the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
    const response = await service.post(bomb, { 'Content-Encoding': 'gzip' });
    expect(await refusalOf(response)).toEqual([413, 'body_too_large']);
  });

  test('a body that is no gzip, or half of one', async () => {
    const whole = gzipSync(JSON.stringify([exampleEvent(1)]));
    for (const body of [Buffer.from('[]'), whole.subarray(0, whole.length - 10)]) {
      const response = await service.post(body, { 'Content-Encoding': 'gzip' });
      expect(await refusalOf(response)).toEqual([400, 'invalid_gzip']);
    }
  });

  test('NDJSON without one readable line', async () => {
    const response = await service.post('<html>\n{"id"\n', NDJSON);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'invalid_json', received: 2, accepted: 0, rejected: 2 });
  });

  test.each([
    ['text/csv', undefined, 'unsupported_media_type', 'accept-post', MEDIA_TYPES],
    ['application/json; charset=latin1', undefined, 'unsupported_media_type', 'accept-post', expect.any(String)],
    ['application/json', 'br', 'unsupported_encoding', 'accept-encoding', 'gzip'],
    ['application/json', 'gzip, gzip', 'unsupported_encoding', 'accept-encoding', 'gzip'],
  ])('415 for %s, encoded %s', async (type, encoding, code, header, supported) => {
    const response = await service.post('[]', {
      'Content-Type': type,
      ...(encoding !== undefined && { 'Content-Encoding': encoding }),
    });
    expect(await refusalOf(response)).toEqual([415, code]);
    expect(response.headers.get(header)).toEqual(supported);
  });

  test('503 with Retry-After while the store takes nothing', async () => {
    const cause = new Error('connection refused');
    service.writer.fail(new WriterUnavailableError('clickhouse at host:8123', 2.5, { cause }));
    const response = await service.post(JSON.stringify(exampleEvent(1)));
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '3']);
    const problem = await response.json();
    expect(problem).toMatchObject({ code: 'store_unavailable', durable_through: -1, received: 0 });
    expect(JSON.stringify(problem)).not.toContain('8123');
    expect(service.logged()).toContain('connection refused');
  });

  test('429 with Retry-After while the source has its share waiting', async () => {
    service.writer.fail(new SourceBusyError('busy'));
    const response = await service.post(JSON.stringify(exampleEvent(1)));
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await response.json()).toMatchObject({ code: 'source_busy', durable_through: -1 });
  });

  test('503 in the middle of a long array says how far it came', async () => {
    service.writer.fail(new WriterUnavailableError('gone', 1), 2);
    const events = Array.from({ length: 500 }, (_, number) => exampleEvent(number));
    const response = await service.post(JSON.stringify(events));
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ durable_through: 199, received: 200, accepted: 200 });
    expect(service.writer.calls).toEqual([100, 100, 100]);
  });

  test('500 does not give the reason; the log does', async () => {
    service.writer.fail(new Error('Syntax error in INSERT INTO events'));
    const response = await service.post(JSON.stringify(exampleEvent(1)));
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toMatch(/INSERT|\.ts/);
    expect(JSON.parse(text)).toMatchObject({ code: 'internal_error' });
    expect(service.logged()).toContain('INSERT INTO events');
  });

  test('a writer that forgets a verdict is a failure, not a silent success', async () => {
    service.writer.write = () => Promise.resolve(['accepted']);
    const response = await service.post(JSON.stringify([exampleEvent(1), exampleEvent(2)]));
    expect(response.status).toBe(500);
  });
});
