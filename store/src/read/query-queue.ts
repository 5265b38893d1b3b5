/** More is asked at once than can be answered in time; nothing is wrong with the query. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
  readonly code = 'too_busy';

  constructor(readonly retryAfterSeconds: number) {
    const seconds = retryAfterSeconds === 1 ? 'a second' : `${retryAfterSeconds} seconds`;
    super(`More is asked than can be answered now. Try again in ${seconds}, or refresh less often.`);
  }
}

export interface QueueLimits {
  /** Queries that are answered at a time. */
  running: number;
  /** Queries that wait for their turn; what comes beyond is refused at once. */
  waiting: number;
  /** How long one waits before it is refused, milliseconds. */
  patienceMilliseconds: number;
}

/** Each query may use every core by itself: more at a time would only take more memory. Grafana waits for 30 seconds. */
export const DEFAULT_QUEUE_LIMITS: QueueLimits = { running: 4, waiting: 2000, patienceMilliseconds: 20_000 };

/** Lets queries pass in the order in which they came, some at a time. */
export interface QueryQueue {
  /**
   * Does the work in its turn.
   * @throws BusyError when its turn does not come; the signal's reason when that comes before
   */
  pass: <Result>(work: () => Promise<Result>, signal?: AbortSignal) => Promise<Result>;
}

export function openQueryQueue(limits: Partial<QueueLimits> = {}): QueryQueue {
  const { running: places, waiting: room, patienceMilliseconds } = { ...DEFAULT_QUEUE_LIMITS, ...limits };
  // In the order of arrival, which a Set keeps; whoever gives up is taken out.
  const waiting = new Set<() => void>();
  let free = places;
  let usualMilliseconds = 100;

  const busy = () => new BusyError(Math.max(1, Math.ceil((waiting.size * usualMilliseconds) / places / 1000)));

  const turn = (signal: AbortSignal | undefined): Promise<void> | undefined => {
    if (free > 0) {
      free--;
      return undefined;
    }
    if (waiting.size >= room) throw busy();
    return new Promise((resolve, reject) => {
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
      const timer = setTimeout(() => {
        leave();
        reject(busy());
      }, patienceMilliseconds);
      signal?.addEventListener('abort', abort);
      waiting.add(begin);
    });
  };

  return {
    pass: async (work, signal) => {
      signal?.throwIfAborted();
      await turn(signal);
      const begin = performance.now();
      try {
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
