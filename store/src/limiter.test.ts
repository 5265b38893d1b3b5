import { setTimeout as sleep } from 'node:timers/promises';
import { BusyError, openLimiter } from './limiter';

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

describe('a limiter', () => {
  it('lets some pass at a time, in the order in which they came', async () => {
    const { begun, end, task } = tasks();
    const limiter = openLimiter({ running: 2 });
    const answers = ['a', 'b', 'c', 'd'].map((name) => limiter.run(task(name)));
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
    const limiter = openLimiter({ running: 1, waiting: 1 });
    const answers = ['a', 'b'].map((name) => limiter.run(task(name)));
    const refused = limiter.run(task('c'));
    await expect(refused).rejects.toMatchObject({ code: 'too_busy', retryAfterSeconds: 1 });
    await expect(refused).rejects.toThrow('Try again in a second');
    await end('a');
    await end('b');
    expect(await Promise.all(answers)).toEqual(['a', 'b']);
  });

  it('refuses what has waited for too long, and lets the others keep their places', async () => {
    const { begun, end, task } = tasks();
    const limiter = openLimiter({ running: 1, patienceMilliseconds: 30 });
    const first = limiter.run(task('a'));
    await expect(limiter.run(task('b'))).rejects.toBeInstanceOf(BusyError);
    const third = limiter.run(task('c'));
    await end('a');
    await end('c');
    expect(await Promise.all([first, third])).toEqual(['a', 'c']);
    expect(begun).toEqual(['a', 'c']);
  });

  it('forgets whoever goes away, and goes on after work that fails', async () => {
    const { begun, end, task } = tasks();
    const limiter = openLimiter({ running: 1 });
    const gone = new AbortController();
    const first = limiter.run(task('a'));
    const second = limiter.run(task('b'), gone.signal);
    const third = limiter.run(() => Promise.reject(new Error('failed')));
    const fourth = limiter.run(task('d'));
    gone.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    await end('a');
    await expect(third).rejects.toThrow('failed');
    await end('d');
    expect(await Promise.all([first, fourth])).toEqual(['a', 'd']);
    expect(begun).toEqual(['a', 'd']);
    await expect(limiter.run(task('e'), gone.signal)).rejects.toThrow('gone');
  });

  it('rejects whoever goes away at once, not when its turn comes', async () => {
    const { end, task } = tasks();
    const limiter = openLimiter({ running: 1 });
    const gone = new AbortController();
    const first = limiter.run(task('a'));
    const second = limiter.run(task('b'), gone.signal);
    gone.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    await end('a');
    expect(await first).toBe('a');
  });

  it('begins nothing for whoever goes away in the moment of its turn', async () => {
    for (let ticks = 0; ticks < 10; ticks++) {
      const limiter = openLimiter({ running: 1 });
      const gone = new AbortController();
      const begun: boolean[] = [];
      const first = limiter.run(() => Promise.resolve());
      const second = limiter.run(() => Promise.resolve(begun.push(gone.signal.aborted)), gone.signal);
      for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
      gone.abort(new Error('gone'));
      await Promise.allSettled([first, second]);
      expect(begun).not.toContain(true);
      expect(await limiter.run(() => Promise.resolve('next'))).toBe('next');
    }
  });
});
