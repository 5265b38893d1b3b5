/** More is asked at once than can be answered in time; nothing is wrong with what was asked. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
  readonly code = 'too_busy';

  constructor(readonly retryAfterSeconds: number) {
    const seconds = retryAfterSeconds === 1 ? 'a second' : `${retryAfterSeconds} seconds`;
    super(`More is asked than can be answered now. Try again in ${seconds}, or refresh less often.`);
  }
}

export interface Limits {
  /** How much runs at a time. */
  running: number;
  /** How much waits for its turn; what comes beyond is refused at once. Unlimited where left out. */
  waiting?: number;
  /** How long one waits before it is refused, milliseconds. Unlimited where left out. */
  patienceMilliseconds?: number;
}

/** Lets work run in the order in which it came, some at a time. */
export interface Limiter {
  /**
   * Runs the work in its turn. The work must not wait for another turn of the same limiter: all places could be held by
   * work that waits like this.
   * @throws BusyError when its turn does not come; the signal's reason as soon as that is aborted before
   */
  run: <Result>(work: () => Promise<Result>, signal?: AbortSignal) => Promise<Result>;
}

export function openLimiter({ running, waiting: room = Infinity, patienceMilliseconds }: Limits): Limiter {
  // In the order of arrival, which a Set keeps; whoever gives up is taken out.
  const waiting = new Set<() => void>();
  let free = running;
  let usualMilliseconds = 100;

  const busy = () => new BusyError(Math.max(1, Math.ceil((waiting.size * usualMilliseconds) / running / 1000)));

  const turn = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const leave = () => {
        waiting.delete(begin);
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      };
      const begin = () => {
        leave();
        resolve();
      };
      const abort = () => {
        leave();
        reject(signal?.reason as Error);
      };
      const giveUp = () => {
        leave();
        reject(busy());
      };
      const timer = patienceMilliseconds === undefined ? undefined : setTimeout(giveUp, patienceMilliseconds);
      signal?.addEventListener('abort', abort);
      waiting.add(begin);
    });

  return {
    run: async (work, signal) => {
      signal?.throwIfAborted();
      if (free > 0) free--;
      else if (waiting.size >= room) throw busy();
      else await turn(signal);
      const begin = performance.now();
      try {
        // It may have been aborted between its turn and now.
        signal?.throwIfAborted();
        return await work();
      } finally {
        usualMilliseconds += (performance.now() - begin - usualMilliseconds) / 10;
        const [next] = waiting;
        if (next) next();
        else free++;
      }
    },
  };
}
