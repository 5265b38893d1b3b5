import { setTimeout as sleep } from 'node:timers/promises';
import { gatherLookUps } from './gather-look-ups';

/** Look-ups that end when they are told to; every id is known by its own name. */
function heldLookUps() {
  const batches: string[][] = [];
  const ends: ((error?: Error) => void)[] = [];
  const read = (ids: readonly string[]) =>
    new Promise<Map<string, string>>((resolve, reject) => {
      batches.push([...ids]);
      ends.push((error) => (error ? reject(error) : resolve(new Map(ids.map((id) => [id, id])))));
    });
  return { batches, read, end: (error?: Error) => ends.shift()?.(error) };
}

const LIMITS = { ids: 3, pauseMilliseconds: 0 };

test('what is asked for while a batch is on its way makes the next one, of a limited size', async () => {
  const { batches, read, end } = heldLookUps();
  const lookUp = gatherLookUps(read, LIMITS);
  const answers = [lookUp('a')];
  await sleep(1);
  // The first one is on its way already, and shared.
  for (const id of ['a', 'b', 'c', 'b', 'd', 'e']) answers.push(lookUp(id));
  for (let batch = 0; batch < 3; batch++) {
    end();
    await sleep(5);
  }
  expect(await Promise.all(answers)).toEqual(['a', 'a', 'b', 'c', 'b', 'd', 'e']);
  expect(batches).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
});

test('one that fails is looked up anew', async () => {
  const { batches, read, end } = heldLookUps();
  const lookUp = gatherLookUps(read, LIMITS);
  const failed = lookUp('a');
  await sleep(1);
  end(new Error('away'));
  await expect(failed).rejects.toThrow('away');
  const again = lookUp('a');
  await sleep(5);
  end();
  expect(await again).toBe('a');
  expect(batches).toEqual([['a'], ['a']]);
});

test('between two look-ups lies a pause', async () => {
  const lookUp = gatherLookUps((ids) => Promise.resolve(new Map(ids.map((id) => [id, performance.now()]))), {
    ids: 1,
    pauseMilliseconds: 50,
  });
  const [first = 0, second = 0] = await Promise.all([lookUp('a'), lookUp('b')]);
  expect(second - first).toBeGreaterThan(45);
});
