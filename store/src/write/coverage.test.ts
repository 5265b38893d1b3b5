import { setTimeout as sleep } from 'node:timers/promises';
import { nextCommit, announceCommit, markDone } from './commit/commits';
import { deadlineFromNow } from './commit/deadline';
import { readCoverage } from './coverage';
import { openWriter } from './open-writer';
import { event, openMigratedStore, type MigratedStore } from './testing/migrated-store';

let store: MigratedStore;
beforeAll(async () => {
  store = await openMigratedStore();
});
afterAll(() => store.remove());

const coverage = () => readCoverage(store.writer, AbortSignal.timeout(10_000));

test('a batch that state does not cover is its lag until it is covered', async () => {
  expect(await coverage()).toEqual({ stateLag: 0, newestAge: null });
  const commit = nextCommit(Date.now());
  await announceCommit(store.writer, commit, deadlineFromNow());
  await sleep(50);
  const behind = await coverage();
  expect(behind.stateLag).toBeGreaterThan(0.04);
  expect(behind.newestAge).toBe(behind.stateLag);
  await markDone(store.writer, [commit]);
  expect(await coverage()).toEqual({ stateLag: 0, newestAge: expect.any(Number) as number });
});

test('the writer reports its batches, and what waited for them', async () => {
  const observer = { onTaken: jest.fn(), onStored: jest.fn() };
  const onProblem = jest.fn();
  const writer = openWriter({ client: store.writer, onProblem, observer, limits: { gatherMilliseconds: 100 } });
  const lead = (id: string) => event({ id, type: 'lead.created', occurred_at: '2026-01-05T10:00:00Z', lead: id });
  await Promise.all([
    writer.write({ source: 'crm', namespace: 'crm' }, [lead('1'), lead('2')]),
    writer.write({ source: 'mail', namespace: 'mail' }, [lead('3')]),
  ]);
  await writer.close();
  expect(observer.onStored.mock.calls).toEqual([[3, expect.any(Number)]]);
  expect(observer.onTaken.mock.calls).toEqual([
    ['crm', expect.any(Number)],
    ['mail', expect.any(Number)],
  ]);
  expect((observer.onTaken.mock.calls[0] as [string, number])[1]).toBeGreaterThan(80);
  expect(onProblem).not.toHaveBeenCalled();
});
