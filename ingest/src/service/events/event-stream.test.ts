import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip, gzipSync } from 'node:zlib';
import type { ServiceLimits } from '../limits';
import { WriterUnavailableError } from '../ports';
import { exampleEvent, startForTest, WRITE_KEY, type ServiceUnderTest } from '../testing/service-under-test';

let service: ServiceUnderTest | undefined;
afterEach(async () => {
  service?.writer.release();
  await service?.running.close();
});

async function start(limits: Partial<ServiceLimits>): Promise<ServiceUnderTest> {
  return (service = await startForTest({ limits, stopMilliseconds: 200 }));
}

/** A request whose body the test writes bit by bit. */
function openStream({ url }: ServiceUnderTest, headers: Record<string, string> = {}): ClientRequest {
  const stream = request(`${url}/v1/events`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${WRITE_KEY}`, 'Content-Type': 'application/x-ndjson', ...headers },
  });
  stream.on('error', () => undefined); // a test that breaks the stream off expects it
  return stream;
}

async function answerOf(stream: ClientRequest): Promise<{ status: number | undefined; body: Record<string, unknown> }> {
  const [response] = (await once(stream, 'response')) as [IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of response as AsyncIterable<Buffer>) parts.push(part);
  return { status: response.statusCode, body: JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown> };
}

function line(number: number): string {
  return `${JSON.stringify(exampleEvent(number))}\n`;
}

function linesFrom(first: number, count: number): string {
  return Array.from({ length: count }, (_, place) => line(first + place)).join('');
}

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 5) {
    if (waited > 5_000) throw new Error('waited too long');
    await sleep(5);
  }
}

describe('length', () => {
  test('two hundred thousand lines are stored in chunks, one being stored at a time', async () => {
    const { writer, ...rest } = await start({ chunkEvents: 10_000 });
    const stream = openStream({ writer, ...rest });
    const answer = answerOf(stream);
    for (let first = 0; first < 200_000; first += 1_000) {
      if (!stream.write(linesFrom(first, 1_000))) await once(stream, 'drain');
    }
    stream.end();
    expect(await answer).toEqual({
      status: 200,
      body: { received: 200_000, accepted: 200_000, duplicates: 0, rejected: 0, errors: [] },
    });
    expect(writer.calls).toEqual(Array<number>(20).fill(10_000));
    expect(writer.mostPending).toBe(10_000);
  });

  test('a writer that stalls stalls the client', async () => {
    const tested = await start({ chunkEvents: 100 });
    tested.writer.hold();
    const stream = openStream(tested);
    const block = linesFrom(0, 10_000); // about 1 MB
    let written = 0;
    const writing = (async () => {
      for (; written < 100; written += 1) if (!stream.write(block)) await once(stream, 'drain');
    })();
    await until(() => tested.writer.calls.length === 1);
    await sleep(300);
    // What the sockets of both sides hold, and no more: the service itself has two chunks.
    expect(written).toBeLessThan(20);
    expect(tested.writer.calls).toEqual([100]);
    const stalledAt = written;
    tested.writer.release();
    await until(() => written > stalledAt);
    stream.destroy();
    await expect(writing).rejects.toThrow('socket hang up');
  });

  test('long lines fill a chunk by their bytes', async () => {
    const tested = await start({ chunkEvents: 1_000, chunkBytes: 50_000 });
    const comment = 'c'.repeat(10_000);
    const survey = { type: 'survey.answered', survey: 'nps', score: 9, comment, review: undefined };
    const body = Array.from({ length: 20 }, (_, number) => JSON.stringify(exampleEvent(number, survey))).join('\n');
    const response = await tested.post(body, { 'Content-Type': 'application/x-ndjson' });
    expect(await response.json()).toMatchObject({ accepted: 20 });
    expect(tested.writer.calls).toEqual([5, 5, 5, 5]);
  });

  test('an event may come byte by byte, with a character cut in two', async () => {
    const tested = await start({});
    const stream = openStream(tested);
    const answer = answerOf(stream);
    stream.setNoDelay(true);
    for (const byte of Buffer.from(`${JSON.stringify(exampleEvent(1, { review: 'Zürich 🏔' }))}\n${line(2)}`)) {
      stream.write(Buffer.of(byte));
      await sleep(0);
    }
    stream.end();
    expect((await answer).body).toMatchObject({ received: 2, accepted: 2 });
    expect([...tested.writer.stored.values()][0]).toMatchObject({ review: 'Zürich 🏔' });
  });
});

describe('a slow stream', () => {
  test('is stored as it comes, also while nothing comes', async () => {
    const tested = await start({ chunkMilliseconds: 50 });
    const stream = openStream(tested);
    const answer = answerOf(stream);
    stream.write(line(1));
    await until(() => tested.writer.stored.size === 1);
    stream.write(line(2) + line(3));
    await until(() => tested.writer.stored.size === 3);
    stream.end();
    expect(await answer).toMatchObject({ status: 200, body: { received: 3, accepted: 3 } });
  });

  test('gathers what comes faster than that', async () => {
    const tested = await start({ chunkMilliseconds: 200 });
    const stream = openStream(tested);
    const answer = answerOf(stream);
    for (let number = 0; number < 50; number += 1) {
      stream.write(line(number));
      await sleep(10);
    }
    stream.end();
    await answer;
    expect(tested.writer.calls.length).toBeGreaterThan(1);
    expect(tested.writer.calls.length).toBeLessThan(6);
  });

  test('has its answer at once when the store fails, also while nothing comes', async () => {
    const tested = await start({ chunkMilliseconds: 50 });
    tested.writer.fail(new WriterUnavailableError('gone', 7));
    const stream = openStream(tested);
    stream.write(line(1));
    expect(await answerOf(stream)).toMatchObject({ status: 503, body: { durable_through: -1, received: 0 } });
    stream.destroy();
  });

  test('has an answer when the service stops: what came is stored, and said to be', async () => {
    const tested = await start({});
    const stream = openStream(tested);
    const answer = answerOf(stream);
    stream.write(linesFrom(0, 25) + '{"id":');
    await sleep(100);
    const stopped = tested.running.close();
    expect(await answer).toMatchObject({
      status: 503,
      body: { code: 'service_stopping', durable_through: 24, received: 25, accepted: 25 },
    });
    expect(tested.writer.stored.size).toBe(25);
    stream.destroy();
    await stopped;
  });
});

describe('a stream that breaks', () => {
  test('at a line too long: all lines before it are stored', async () => {
    const tested = await start({ itemBytes: 1_000, chunkEvents: 10 });
    const stream = openStream(tested);
    stream.write(linesFrom(0, 25) + 'x'.repeat(1_001));
    const { status, body } = await answerOf(stream);
    expect(status).toBe(413);
    expect(body).toMatchObject({ code: 'line_too_long', durable_through: 24, received: 25, accepted: 25 });
    expect(tested.writer.stored.size).toBe(25);
    stream.destroy();
  });

  test('a line of exactly the limit is taken', async () => {
    const tested = await start({ itemBytes: 200 });
    const event = JSON.stringify(exampleEvent(1)).padEnd(200, ' ');
    const ndjson = { 'Content-Type': 'application/x-ndjson' };
    expect((await tested.post(`${event}\n${line(2)}`, ndjson)).status).toBe(200);
    expect((await tested.post(`${event} \n${line(2)}`, ndjson)).status).toBe(413);
  });

  test('with gzip damaged on the way', async () => {
    const tested = await start({ chunkEvents: 10 });
    const stream = openStream(tested, { 'Content-Encoding': 'gzip' });
    const answer = answerOf(stream);
    const gzip = createGzip();
    gzip.on('data', (bytes: Buffer) => stream.write(bytes));
    gzip.write(linesFrom(0, 30));
    await new Promise<void>((resolve) => gzip.flush(() => resolve()));
    await until(() => tested.writer.stored.size >= 20);
    stream.end(Buffer.alloc(100, 0xff));
    const { status, body } = await answer;
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid_gzip', durable_through: 29, accepted: 30 });
  });

  test('with the last of a gzip missing', async () => {
    const tested = await start({});
    const whole = gzipSync(linesFrom(0, 30));
    const response = await tested.post(whole.subarray(0, whole.length - 8), {
      'Content-Type': 'application/x-ndjson',
      'Content-Encoding': 'gzip',
    });
    expect(response.status).toBe(400);
    const problem = (await response.json()) as { durable_through: number };
    expect(problem).toMatchObject({ code: 'invalid_gzip' });
    expect(problem.durable_through).toBe(tested.writer.stored.size - 1);
  });

  test('with the store gone: the answer says what was stored before', async () => {
    const tested = await start({ chunkEvents: 10 });
    tested.writer.fail(new WriterUnavailableError('gone', 7), 2);
    const stream = openStream(tested);
    stream.write(`{}\n${linesFrom(1, 1_000)}`); // not ended: the service answers all the same
    const { status, body } = await answerOf(stream);
    expect(status).toBe(503);
    expect(body).toMatchObject({ code: 'store_unavailable', durable_through: 19, received: 20, accepted: 19 });
    expect(body).toMatchObject({ rejected: 1, errors: [{ index: 0, code: 'required', path: 'type' }] });
    expect(tested.writer.calls).toEqual([9, 10, 10]);
    stream.destroy();
  });

  test('with the store gone, noticed before another chunk is full', async () => {
    const tested = await start({ chunkEvents: 10 });
    tested.writer.fail(new WriterUnavailableError('gone', 7));
    const stream = openStream(tested);
    stream.write(linesFrom(0, 10));
    await until(() => tested.writer.calls.length === 1);
    stream.write(line(10));
    expect(await answerOf(stream)).toMatchObject({ status: 503, body: { durable_through: -1, received: 0 } });
    stream.destroy();
  });

  test('by inflating beyond the limit: what came before is stored', async () => {
    const tested = await start({ inflatedBytes: 1_000_000, chunkEvents: 10 });
    const body = gzipSync(linesFrom(0, 30) + '\n'.repeat(2_000_000));
    expect(body.length).toBeLessThan(10_000);
    const headers = { 'Content-Type': 'application/x-ndjson', 'Content-Encoding': 'gzip' };
    const response = await tested.post(body, headers);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'body_too_large', durable_through: 29, accepted: 30 });
  });

  test('with silence', async () => {
    const tested = await start({ silenceMilliseconds: 100 });
    const stream = openStream(tested);
    stream.write(linesFrom(0, 3) + '{"id":');
    const { status, body } = await answerOf(stream);
    expect(status).toBe(408);
    expect(body).toMatchObject({ code: 'body_timeout', durable_through: 2, received: 3 });
    stream.destroy();
  });

  test('not while the store is slow, however long that takes', async () => {
    const tested = await start({ silenceMilliseconds: 100, chunkEvents: 2 });
    tested.writer.hold();
    const response = tested.post(linesFrom(0, 10), { 'Content-Type': 'application/x-ndjson' });
    await sleep(300);
    tested.writer.release();
    expect((await response).status).toBe(200);
  });

  test('by the client going away: whole lines are stored, half a line is not, and nothing fails', async () => {
    const tested = await start({ chunkEvents: 10 });
    const stream = openStream(tested);
    stream.write(linesFrom(0, 25) + JSON.stringify(exampleEvent(25)));
    await until(() => tested.writer.stored.size === 20);
    stream.destroy();
    await until(() => tested.writer.stored.size === 25);
    await until(() => tested.logged().includes('broken off by the client'));
    expect(tested.logged()).not.toContain('"level":50');
    expect((await tested.post(JSON.stringify(exampleEvent(99)))).status).toBe(200);
  });
});

test('a failure after the client went away is still in the log', async () => {
  const tested = await start({});
  tested.writer.hold();
  tested.writer.fail(new Error('disk full'));
  const stream = openStream(tested);
  stream.end(line(1));
  await until(() => tested.writer.calls.length === 1);
  stream.destroy();
  await until(() => tested.logged().includes('broken off by the client'));
  tested.writer.release();
  await until(() => tested.logged().includes('disk full'));
});

test('a JSON body has a bounded time as a whole', async () => {
  const tested = await start({ bodyMilliseconds: 200 });
  const stream = openStream(tested, { 'Content-Type': 'application/json' });
  const dripping = setInterval(() => stream.write(' '), 20);
  const { status, body } = await answerOf(stream).finally(() => clearInterval(dripping));
  expect(status).toBe(408);
  expect(body).toMatchObject({ code: 'body_timeout' });
  expect(body).not.toHaveProperty('durable_through');
  stream.destroy();
});
