import { setTimeout as wait } from 'node:timers/promises';
import { remember, rememberEach } from './remember';

const patient = new AbortController().signal;

test('what was loaded is shared until its time is over', async () => {
  let now = 0;
  let loads = 0;
  const load = remember(
    1000,
    () => Promise.resolve(++loads),
    () => now,
  );
  expect(await Promise.all([load(patient), load(patient)])).toEqual([1, 1]);
  now = 999;
  expect(await load(patient)).toBe(1);
  now = 1000;
  expect(await load(patient)).toBe(2);
});

test('a failure is reported and not kept', async () => {
  let loads = 0;
  const load = remember(1000, () => (++loads === 1 ? Promise.reject(new Error('away')) : Promise.resolve(loads)));
  await expect(load(patient)).rejects.toThrow('away');
  expect(await load(patient)).toBe(2);
});

test('what was given up because nobody waited is not kept', async () => {
  const asking = new AbortController();
  const load = remember(1000, async (signal) => {
    await wait(20);
    return signal.aborted ? 'given up' : 'whole';
  });
  const given = load(asking.signal);
  asking.abort(new Error('gone'));
  await expect(given).rejects.toThrow('gone');
  await wait(40);
  expect(await load(patient)).toBe('whole');
});

test('a load that hangs is not waited for by those who ask later, and does not replace what they load', async () => {
  let finishFirst: (value: number) => void = () => undefined;
  let loads = 0;
  const load = remember(10_000, () =>
    ++loads === 1 ? new Promise<number>((resolve) => (finishFirst = resolve)) : Promise.resolve(loads),
  );
  const first = load(patient);
  await wait(1100);
  expect(await load(patient)).toBe(2);
  finishFirst(1);
  expect(await first).toBe(1);
  expect(await load(patient)).toBe(2);
});

test('of many keys those are kept that were asked for last', async () => {
  const loaded: string[] = [];
  const load = rememberEach<string>(10_000, 2);
  const ask = (key: string) => load(key, () => Promise.resolve((loaded.push(key), key)), patient);
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) expect(await ask(key)).toBe(key);
  expect(loaded).toEqual(['a', 'b', 'c', 'b']);
});
