import { setTimeout as sleep } from 'node:timers/promises';
import { createMemoryBudget } from '../body/memory-budget';
import { exampleEvent, refusalOf, startForTest, type ServiceUnderTest } from '../testing/service-under-test';

let service: ServiceUnderTest | undefined;
afterEach(async () => {
  service?.writer.release();
  await service?.running.close();
  service = undefined;
});

async function start(heldBytes: number): Promise<ServiceUnderTest> {
  return (service = await startForTest({ limits: { heldBytes } }));
}

const linesOf = (count: number) => Array.from({ length: count }, (_, n) => JSON.stringify(exampleEvent(n))).join('\n');

test('bodies that wait for the store fill a source’s share; the next is refused until one is stored', async () => {
  const service = await start(4_000);
  service.writer.hold();
  const body = JSON.stringify(exampleEvent(1)).padEnd(1_500, ' ');
  const waiting = service.post(body);
  while (service.writer.calls.length === 0) await sleep(5);
  const refused = await service.post(body);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(await refusalOf(refused)).toEqual([429, 'source_busy']);
  service.writer.release();
  expect((await waiting).status).toBe(200);
  expect((await service.post(body)).status).toBe(200);
});

test('a stream stores earlier where it may hold less than a chunk', async () => {
  const service = await start(400_000);
  const response = await service.post(linesOf(5_000), { 'Content-Type': 'application/x-ndjson' });
  expect(await response.json()).toMatchObject({ accepted: 5_000 });
  expect(service.writer.calls.length).toBeGreaterThan(1);
  expect(service.writer.mostPending).toBeLessThan(3_000);
});

test('other sources find room beside one that has its share, until all is held', () => {
  const budget = createMemoryBudget(100);
  const [flood, other, third] = [budget.open('flood'), budget.open('other'), budget.open('third')];
  flood.hold(50);
  expect(() => flood.hold(1)).toThrow('of this source');
  other.hold(40);
  expect(() => third.hold(20)).toThrow('of other requests');
  flood.end();
  expect(third.tryHold(20)).toBe(true);
});
