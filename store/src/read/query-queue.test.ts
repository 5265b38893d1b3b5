import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_SETTINGS } from '@saleshub/model';
import { openMigratedStore, type MigratedStore } from '../write/testing/migrated-store';
import { BusyError, openQueryQueue } from './query-queue';
import { runQuery } from './run-query';

/** Work that ends when it is told to, and notes when it begins. */
function tasks() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    end: async (name: string) => {
      ends.get(name)?.();
      await sleep(1);
    },
    task: (name: string) => () =>
      new Promise<string>((resolve) => {
        begun.push(name);
        ends.set(name, () => resolve(name));
      }),
  };
}

describe('a queue of queries', () => {
  it('lets some pass at a time, in the order in which they came', async () => {
    const { begun, end, task } = tasks();
    const queue = openQueryQueue({ running: 2 });
    const answers = ['a', 'b', 'c', 'd'].map((name) => queue.pass(task(name)));
    await sleep(1);
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('a');
    await end('c');
    await end('d');
    expect(await Promise.all(answers)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('refuses at once what finds no room, and says when to come again', async () => {
    const { end, task } = tasks();
    const queue = openQueryQueue({ running: 1, waiting: 1 });
    const answers = ['a', 'b'].map((name) => queue.pass(task(name)));
    const refused = queue.pass(task('c'));
    await expect(refused).rejects.toMatchObject({ code: 'too_busy', retryAfterSeconds: 1 });
    await expect(refused).rejects.toThrow('Try again in a second');
    await end('a');
    await end('b');
    expect(await Promise.all(answers)).toEqual(['a', 'b']);
  });

  it('refuses what has waited for too long, and lets the others keep their places', async () => {
    const { begun, end, task } = tasks();
    const queue = openQueryQueue({ running: 1, patienceMilliseconds: 30 });
    const first = queue.pass(task('a'));
    await expect(queue.pass(task('b'))).rejects.toBeInstanceOf(BusyError);
    const third = queue.pass(task('c'));
    await end('a');
    await end('c');
    expect(await Promise.all([first, third])).toEqual(['a', 'c']);
    expect(begun).toEqual(['a', 'c']);
  });

  it('forgets whoever goes away, and goes on after work that fails', async () => {
    const { begun, end, task } = tasks();
    const queue = openQueryQueue({ running: 1 });
    const gone = new AbortController();
    const first = queue.pass(task('a'));
    const second = queue.pass(task('b'), gone.signal);
    const third = queue.pass(() => Promise.reject(new Error('failed')));
    const fourth = queue.pass(task('d'));
    gone.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    await end('a');
    await expect(third).rejects.toThrow('failed');
    await end('d');
    expect(await Promise.all([first, fourth])).toEqual(['a', 'd']);
    expect(begun).toEqual(['a', 'd']);
    await expect(queue.pass(task('e'), gone.signal)).rejects.toThrow('gone');
  });

  describe('before a store', () => {
    let store: MigratedStore;
    beforeAll(async () => {
      store = await openMigratedStore();
    });
    afterAll(async () => store.remove());

    const context = { range: { from: 0, to: 86_400_000 * 365 }, now: Date.now(), settings: DEFAULT_SETTINGS };
    const ask = (queue: ReturnType<typeof openQueryQueue>) =>
      runQuery(store.reader, { metric: 'win_rate', shape: 'total' }, context, { queue });

    it('answers many panels at once, each in its turn', async () => {
      const queue = openQueryQueue();
      const order: number[] = [];
      await Promise.all(Array.from({ length: 100 }, (_, index) => ask(queue).then(() => order.push(index))));
      const furthest = Math.max(...order.map((panel, place) => Math.abs(panel - place)));
      expect(furthest).toBeLessThan(10);
    });

    it('refuses what is too much, and answers the rest', async () => {
      const queue = openQueryQueue({ running: 2, waiting: 20 });
      const asked = await Promise.allSettled(Array.from({ length: 50 }, () => ask(queue)));
      const refused = asked.filter((one) => one.status === 'rejected');
      expect(refused).toHaveLength(28);
      for (const { reason } of refused) expect(reason).toMatchObject({ code: 'too_busy' });
    });
  });
});
