import { FairQueue, type Weighed, type Weight } from './fair-queue';

/** The store cannot take rows now: they may or may not be stored, and sending them again is safe. */
export class WriterUnavailableError extends Error {
  override readonly name = 'WriterUnavailableError';
  readonly code = 'store_unavailable';

  constructor(
    message: string,
    readonly retryAfterSeconds: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** One source has more waiting than is its share; others may go on. Nothing of the rows was taken. */
export class SourceBusyError extends Error {
  override readonly name = 'SourceBusyError';
  readonly code = 'source_busy';
  readonly retryAfterSeconds = 1;
}

export interface CommitLimits {
  /** A batch is stored when it has so many rows, */
  batchRows: number;
  /** or bytes, as its senders count them, */
  batchBytes: number;
  /** or when its oldest row has waited so long. What arrives while another batch is being stored waits for that. */
  gatherMilliseconds: number;
  /** What may wait; beyond it, and for one source beyond half of it, nothing more is taken. */
  queuedRows: number;
  queuedBytes: number;
}

const MIB = 1024 * 1024;

export const DEFAULT_COMMIT_LIMITS: CommitLimits = {
  batchRows: 50_000,
  batchBytes: 32 * MIB,
  gatherMilliseconds: 5,
  queuedRows: 200_000,
  queuedBytes: 64 * MIB,
};

export interface GroupCommit<Item, Result> {
  /**
   * @returns the item's result, once it is stored for good
   * @throws WriterUnavailableError, SourceBusyError
   */
  add: (item: Item, weight: Weighed) => Promise<Result>;
  /** What waits. */
  waiting: () => Weight;
  /** Stores what waits, then refuses. */
  close: () => Promise<void>;
}

interface Entry<Item, Result> extends Weighed {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/**
 * Stores what comes from many requests in batches, one batch at a time: what arrives while one is being stored is the
 * next. Sources take turns.
 * @param commit stores one batch and gives each item's result, in their order
 */
export function startGroupCommit<Item, Result>(
  commit: (batch: readonly Item[]) => Promise<readonly Result[]>,
  limits: CommitLimits,
): GroupCommit<Item, Result> {
  const queue = new FairQueue<Entry<Item, Result>>();
  const batchLimit = { rows: limits.batchRows, bytes: limits.batchBytes };
  const isFull = () => queue.rows >= limits.batchRows || queue.bytes >= limits.batchBytes;
  let running: Promise<void> | undefined;
  let closed = false;
  let oldest = 0;
  let endGathering: () => void = () => undefined;

  /** Waits for company, unless the batch is full or its oldest row has waited long enough. */
  const gather = () =>
    new Promise<void>((resolve) => {
      const patience = oldest + limits.gatherMilliseconds - performance.now();
      if (closed || isFull() || patience <= 0) return resolve();
      const timer = setTimeout(resolve, patience);
      endGathering = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const storeBatch = async (): Promise<void> => {
    await gather();
    const batch = queue.take(batchLimit);
    try {
      const results = await commit(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };

  const run = async (): Promise<void> => {
    while (queue.rows > 0) await storeBatch();
    running = undefined;
  };

  const refusal = ({ source, rows, bytes }: Weighed): Error | undefined => {
    if (closed) return new WriterUnavailableError('The service is stopping.', 5);
    const own = queue.weightOf(source);
    const exceeds = (waiting: Weight, share: number) =>
      waiting.rows > 0 &&
      (waiting.rows + rows > limits.queuedRows * share || waiting.bytes + bytes > limits.queuedBytes * share);
    if (exceeds(own, 0.5)) return new SourceBusyError('Too much of this source is waiting to be stored.');
    if (exceeds(queue, 1)) return new WriterUnavailableError('Too much is waiting to be stored.', 1);
    return undefined;
  };

  return {
    add: (item, weight) => {
      const refused = refusal(weight);
      if (refused) return Promise.reject(refused);
      return new Promise((resolve, reject) => {
        if (queue.rows === 0) oldest = performance.now();
        queue.push({ ...weight, item, resolve, reject });
        running ??= run();
        if (isFull()) endGathering();
      });
    },
    waiting: () => ({ rows: queue.rows, bytes: queue.bytes }),
    close: async () => {
      closed = true;
      endGathering();
      await running;
    },
  };
}
