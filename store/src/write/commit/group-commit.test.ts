import { setTimeout as sleep } from 'node:timers/promises';
import { ClickHouseError } from '@clickhouse/client';
import { DEFAULT_COMMIT_LIMITS, startGroupCommit, type CommitLimits, type GroupCommit } from './group-commit';

/** A commit that keeps what it was given and can be held. */
function recorded(limits: Partial<CommitLimits> = {}) {
  const batches: string[][] = [];
  let hold: Promise<void> = Promise.resolve();
  let release: () => void = () => undefined;
  let searching: Promise<void> = Promise.resolve();
  let endSearch: () => void = () => undefined;
  const store = async (batch: readonly string[]) => {
    batches.push([...batch]);
    await hold;
    if (batch.includes('lost')) throw new Error('socket hang up');
    if (batch.includes('denied')) throw new ClickHouseError({ code: '497', type: 'ACCESS_DENIED', message: 'no' });
    if (batch.includes('poison'))
      throw new ClickHouseError({ code: '469', type: 'VIOLATED_CONSTRAINT', message: 'no' });
    return batch.map((item) => `${item} stored`);
  };
  const commits: GroupCommit<string, string> = startGroupCommit({
    store,
    storeApart: async (items) => {
      await searching;
      return items.map((item) => (item === 'poison' ? 'refused' : `${item} stored apart`));
    },
    limits: { ...DEFAULT_COMMIT_LIMITS, gatherMilliseconds: 0, ...limits },
  });
  return {
    batches,
    commits,
    add: (source: string, item: string, rows = 1, bytes = 1) => commits.add(item, { source, rows, bytes }),
    hold: () => (hold = new Promise((resolve) => (release = resolve))),
    release: () => release(),
    holdSearch: () => (searching = new Promise((resolve) => (endSearch = resolve))),
    endSearch: () => endSearch(),
  };
}

test('a lone item is stored at once where nothing is to be gathered, later ones together', async () => {
  const { add, batches, hold, release } = recorded();
  void hold();
  const first = add('a', 'a1');
  await sleep(1);
  const later = [add('a', 'a2'), add('b', 'b1')];
  await sleep(5);
  expect(batches).toEqual([['a1']]);
  release();
  expect(await Promise.all([first, ...later])).toEqual(['a1 stored', 'a2 stored', 'b1 stored']);
  expect(batches).toEqual([['a1'], ['a2', 'b1']]);
});

test('items are gathered until the oldest has waited long enough', async () => {
  const { add, batches } = recorded({ gatherMilliseconds: 60 });
  const began = performance.now();
  const first = add('a', 'a1');
  await sleep(20);
  await Promise.all([first, add('a', 'a2')]);
  expect(batches).toEqual([['a1', 'a2']]);
  expect(performance.now() - began).toBeGreaterThanOrEqual(55);
  expect(performance.now() - began).toBeLessThan(500);
});

test.each([
  ['rows', 3, 1],
  ['bytes', 1, 40],
])('or until the batch is full by its %s', async (_name, rows, bytes) => {
  const { add } = recorded({ gatherMilliseconds: 60_000, batchRows: 6, batchBytes: 80 });
  await Promise.all([add('a', 'a1', rows, bytes), add('b', 'b1', rows, bytes)]);
});

test('sources take turns: a flood does not hold up a lone item', async () => {
  const { add, batches, hold, release } = recorded({ batchRows: 30 });
  void hold();
  const first = add('flood', 'f0', 10);
  await sleep(1);
  const flood = Array.from({ length: 8 }, (_, n) => add('flood', `f${n + 1}`, 10));
  const lone = add('lone', 'x');
  release();
  await Promise.all([first, ...flood, lone]);
  expect(batches.slice(0, 3)).toEqual([['f0'], ['f1', 'x', 'f2'], ['f3', 'f4', 'f5']]);
});

test.each([
  ['rows', 40, 1],
  ['bytes', 1, 40],
])('one source may fill half of the queue, all of them the whole, by their %s', async (_name, rows, bytes) => {
  const { add, commits, hold, release } = recorded({ queuedRows: 100, queuedBytes: 100 });
  void hold();
  const taken = [add('a', 'under way', rows, bytes)];
  await sleep(1);
  taken.push(add('a', 'a1', rows, bytes));
  await expect(add('a', 'a2', rows, bytes)).rejects.toMatchObject({ code: 'source_busy' });
  taken.push(add('b', 'b1', rows, bytes));
  await expect(add('c', 'c1', rows, bytes)).rejects.toMatchObject({ code: 'store_unavailable', retryAfterSeconds: 1 });
  const waiting = [...commits.waiting()].map(([source, lane]) => [source, lane.rows, lane.bytes]);
  expect(waiting.sort()).toEqual([
    ['a', rows, bytes],
    ['b', rows, bytes],
  ]);
  release();
  expect(await Promise.all(taken)).toHaveLength(3);
  await expect(add('c', 'c1', rows, bytes)).resolves.toBe('c1 stored');
});

test('what is too large for a batch is stored alone', async () => {
  const { add } = recorded({ batchRows: 10, queuedRows: 10 });
  expect(await add('a', 'huge', 1000)).toBe('huge stored');
});

test.each([
  ['lost', { message: 'socket hang up' }],
  ['denied', { code: 'store_refused' }],
])('a batch that is %s fails for its items alone', async (item, failure) => {
  const { add } = recorded();
  await expect(add('a', item)).rejects.toMatchObject(failure);
  expect(await add('a', 'a1')).toBe('a1 stored');
});

test('rows that the store refuses are searched for beside the batches of other sources', async () => {
  const { add, batches, hold, release, holdSearch, endSearch } = recorded();
  void hold();
  const first = add('b', 'b1');
  await sleep(1);
  const refused = [add('a', 'a1'), add('a', 'poison')];
  const beside = add('b', 'b2');
  void holdSearch();
  release();
  expect(await Promise.all([first, beside])).toEqual(['b1 stored', 'b2 stored']);
  expect(batches).toEqual([['b1'], ['a1', 'b2', 'poison'], ['a1', 'poison'], ['b2']]);
  expect(await add('b', 'b3')).toBe('b3 stored');
  await expect(add('a', 'a2')).rejects.toMatchObject({ code: 'source_busy' });
  endSearch();
  expect(await Promise.all(refused)).toEqual(['a1 stored apart', 'refused']);
  expect(await add('a', 'a2')).toBe('a2 stored');
});

test('a stop stores what waits without gathering, then refuses', async () => {
  const { add, commits } = recorded({ gatherMilliseconds: 60_000 });
  const waiting = add('a', 'a1');
  await commits.close();
  expect(await waiting).toBe('a1 stored');
  await expect(add('a', 'a2')).rejects.toMatchObject({ code: 'store_unavailable' });
});
