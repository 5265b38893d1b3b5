import { monitorEventLoopDelay } from 'node:perf_hooks';
import { gzipSync } from 'node:zlib';
import { exampleEvent, startForTest, type ServiceUnderTest } from '../testing/service-under-test';

const NDJSON = { 'Content-Type': 'application/x-ndjson' };
const MIB = 2 ** 20;
/** Milliseconds, with room for a machine that is busy; without the limits it is several seconds. */
const LONGEST = 1_000;

let service: ServiceUnderTest;
beforeEach(async () => {
  service = await startForTest();
});
afterEach(() => service.running.close());

/** The answer to a compressed body, and for how long it held up everything else, milliseconds. */
async function postHeavy(body: string, headers: Record<string, string> = {}) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const compressed = gzipSync(body);
  delay.enable();
  const response = await service.post(compressed, { 'Content-Encoding': 'gzip', ...headers });
  const problem = (await response.json()) as Record<string, unknown>;
  delay.disable();
  return { status: response.status, problem, longest: delay.max / 1e6 };
}

const keys = (count: number) => `{${Array.from({ length: count }, (_, key) => `"k${key}":1`).join()}}`;

describe('a small compressed body that is large in memory is refused with the limit, before its values are built', () => {
  test.each([
    ['deep', 'json_too_deep', () => '['.repeat(8 * MIB - 50) + ']'.repeat(8 * MIB - 50)],
    ['never closed', 'json_too_deep', () => '['.repeat(16 * MIB - 100)],
    ['a million keys', 'too_many_values', () => keys(1_200_000)],
    ['a million scalars', 'too_many_items', () => `[${Array(1_000_000).fill(1).join()}]`],
    ['a long text', 'item_too_large', () => `["${'x'.repeat(15_000_000)}"]`],
  ])('%s', async (_name, code, body) => {
    const { status, problem, longest } = await postHeavy(body());
    expect([status, problem['code']]).toEqual([413, code]);
    expect(problem['detail']).toMatch(/\d/);
    expect(longest).toBeLessThan(LONGEST);
    expect(service.rejected.kept).toHaveLength(0);
  });
});

describe('lines', () => {
  test('that are deep or have many values are refused one by one', async () => {
    const lines = [JSON.stringify(exampleEvent(1)), '['.repeat(500_000), keys(80_000), JSON.stringify(exampleEvent(2))];
    const { status, problem, longest } = await postHeavy(lines.join('\n'), NDJSON);
    expect(status).toBe(207);
    expect(problem).toMatchObject({
      accepted: 2,
      errors: [
        { index: 1, code: 'json_too_deep' },
        { index: 2, code: 'too_many_values' },
      ],
    });
    expect(longest).toBeLessThan(LONGEST);
  });

  test('all of which are beyond the limits are JSON all the same', async () => {
    const { status, problem } = await postHeavy('['.repeat(500) + ']'.repeat(500), NDJSON);
    expect([status, problem['errors']]).toMatchObject([422, [{ code: 'json_too_deep' }]]);
  });

  test.each([
    ['lines', NDJSON, '1\n'.repeat(300_000)],
    ['an array', {}, `[${Array(150_000).fill(1).join()}]`],
  ])('dead letters of one request are bounded: %s', async (_name, headers, body) => {
    const { status, problem, longest } = await postHeavy(body, headers);
    expect([status, problem['code']]).toEqual([422, 'too_many_refused']);
    expect(problem).toMatchObject({ durable_through: 9_999, received: 10_000, rejected: 10_000 });
    expect(service.rejected.kept).toHaveLength(10_000);
    expect(longest).toBeLessThan(LONGEST);
  });

  test('events under ids that others have count as well', async () => {
    await service.running.close();
    service = await startForTest({ limits: { refusedEvents: 5, chunkEvents: 10 } });
    const events = Array.from({ length: 40 }, (_, number) => exampleEvent(1, { review: `r${number}` }));
    const { problem } = await postHeavy(events.map((event) => JSON.stringify(event)).join('\n'), NDJSON);
    expect(problem).toMatchObject({ code: 'too_many_refused', received: 10, accepted: 1, durable_through: 9 });
    expect(service.rejected.kept).toHaveLength(9);
  });
});

test('work on one large body gives way to others', async () => {
  const event = { ...exampleEvent(1), ...(JSON.parse(keys(2_000)) as object) };
  const { status, longest } = await postHeavy(JSON.stringify(Array(600).fill(event)));
  expect(status).toBe(422);
  expect(longest).toBeLessThan(LONGEST);
});
