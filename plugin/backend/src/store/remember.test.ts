import { remember } from './remember';

test('what was loaded is shared until its time is over', async () => {
  let now = 0;
  let loads = 0;
  const load = remember(
    1000,
    () => Promise.resolve(++loads),
    () => now,
  );
  expect(await Promise.all([load(), load()])).toEqual([1, 1]);
  now = 999;
  expect(await load()).toBe(1);
  now = 1000;
  expect(await load()).toBe(2);
});

test('a failure is reported and not kept', async () => {
  let loads = 0;
  const load = remember(1000, () => (++loads === 1 ? Promise.reject(new Error('away')) : Promise.resolve(loads)));
  await expect(load()).rejects.toThrow('away');
  expect(await load()).toBe(2);
});
