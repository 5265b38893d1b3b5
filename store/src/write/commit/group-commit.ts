import { setTimeout as sleep } from 'node:timers/promises';
import { deadlineAt, STORE_WITHIN_MILLISECONDS, type Deadline } from './deadline';
import { FairQueue, type Weighed, type Weight } from './fair-queue';
import { describeError, failureKind } from './store-failure';
import { SourceBusyError, StoreRefusedError, WriterUnavailableError } from './write-errors';

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

/** How long closing waits for what is being stored. */
const CLOSE_WITHIN_MILLISECONDS = 5_000;

/** Stores items until the deadline and gives each one's result, in their order. */
export type StoreItems<Item, Result> = (items: readonly Item[], deadline: Deadline) => Promise<readonly Result[]>;

/** Called with what may be measured of the batches. */
export interface CommitObserver {
  /** An item is taken off the queue, so many milliseconds after it came. */
  onTaken: (source: string, waitedMilliseconds: number) => void;
  /** A batch is stored, in so many milliseconds. */
  onStored: (rows: number, milliseconds: number) => void;
}

export interface CommitOptions<Item, Result> {
  /** Stores the items of a batch, of any number of sources. */
  store: StoreItems<Item, Result>;
  /**
   * Stores items of one source, among which are rows that the store refuses: finds them, and stores the others. Where
   * it is left out, all of these items fail.
   */
  storeApart?: StoreItems<Item, Result>;
  limits: CommitLimits;
  observer?: CommitObserver;
}

export interface GroupCommit<Item, Result> {
  /**
   * @returns the item's result, once it is stored for good
   * @throws WriterUnavailableError, SourceBusyError, StoreRefusedError
   */
  add: (item: Item, weight: Weighed) => Promise<Result>;
  /** What waits, by source. */
  waiting: () => ReadonlyMap<string, Weight>;
  /** Stores what waits, for a bounded time; what is not stored by then fails. Refuses from now on. */
  close: () => Promise<void>;
}

interface Entry<Item, Result> extends Weighed {
  item: Item;
  /** By when it must be stored, on the clock of `performance.now()`. */
  storeBy: number;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/**
 * Stores what comes from many requests in batches, one batch at a time: what arrives while one is being stored is the
 * next. Sources take turns, and where the store refuses a batch, each source's items are stored by themselves: the
 * search for the rows that it refuses goes on beside the batches of the others.
 */
export function startGroupCommit<Item, Result>(options: CommitOptions<Item, Result>): GroupCommit<Item, Result> {
  const { limits, observer } = options;
  const queue = new FairQueue<Entry<Item, Result>>();
  const batchLimit = { rows: limits.batchRows, bytes: limits.batchBytes };
  const isFull = () => queue.rows >= limits.batchRows || queue.bytes >= limits.batchBytes;
  /** The searches for rows that the store refuses, by source, each source's one after the other. */
  const searches = new Map<string, { underWay: number; last: Promise<void> }>();
  const givingUp = new AbortController();
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

  /** Stores entries and answers them. @throws where the store refuses some of the rows */
  const storeEntries = async (
    entries: readonly Entry<Item, Result>[],
    store: StoreItems<Item, Result>,
  ): Promise<void> => {
    const storeBy = Math.min(...entries.map((entry) => entry.storeBy));
    const deadline = deadlineAt(storeBy, givingUp.signal);
    const items = entries.map(({ item }) => item);
    const began = performance.now();
    try {
      const results = await store(items, deadline);
      const rows = entries.reduce((total, entry) => total + entry.rows, 0);
      observer?.onStored(rows, performance.now() - began);
      entries.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch (error) {
      if (error instanceof StoreRefusedError) return rejectAll(entries, error);
      const kind = failureKind(error);
      if (kind === 'rows') throw error;
      rejectAll(entries, kind === 'store' ? refusedBy(error) : error);
    }
  };

  /** Finds and refuses the rows that the store refuses, after the searches of the source that are under way. */
  const searchIn = (source: string, entries: readonly Entry<Item, Result>[], reason: unknown): void => {
    const search = searches.get(source) ?? { underWay: 0, last: Promise.resolve() };
    searches.set(source, search);
    search.underWay++;
    // Before the senders have their answers, so that they may go on at once.
    const endSearch = () => {
      if (--search.underWay === 0) searches.delete(source);
    };
    const store: StoreItems<Item, Result> = (items, deadline) =>
      (options.storeApart?.(items, deadline) ?? Promise.reject(refusedBy(reason)))
        .catch((error: unknown) => {
          // The search alone has used up the time: sending the rows again would only repeat it.
          const isOverrun = error instanceof WriterUnavailableError && error.cause === undefined;
          throw (isOverrun && !closed) || failureKind(error) === 'rows' ? refusedBy(reason) : error;
        })
        .finally(endSearch);
    search.last = search.last.then(() => storeEntries(entries, store));
  };

  const storeBatch = async (): Promise<void> => {
    await gather();
    const batch = queue.take(batchLimit);
    for (const { source, storeBy } of batch) {
      observer?.onTaken(source, performance.now() - (storeBy - STORE_WITHIN_MILLISECONDS));
    }
    try {
      await storeEntries(batch, options.store);
    } catch (error) {
      const sources = groupBySource(batch);
      for (const [source, entries] of sources) {
        if (sources.size === 1) searchIn(source, entries, error);
        else await storeEntries(entries, options.store).catch((reason: unknown) => searchIn(source, entries, reason));
      }
    }
  };

  const run = async (): Promise<void> => {
    while (queue.rows > 0) await storeBatch();
    running = undefined;
  };

  const refusal = ({ source, rows, bytes }: Weighed): Error | undefined => {
    if (closed) return new WriterUnavailableError('The service is stopping.', 5);
    if (searches.has(source))
      return new SourceBusyError('Rows of this source that the store refuses are searched for.');
    const own = queue.weightOf(source);
    const exceeds = (waiting: Weight, share: number) =>
      waiting.rows > 0 &&
      (waiting.rows + rows > limits.queuedRows * share || waiting.bytes + bytes > limits.queuedBytes * share);
    if (exceeds(own, 0.5)) return new SourceBusyError('Too much of this source is waiting to be stored.');
    if (exceeds(queue, 1)) return new WriterUnavailableError('Too much is waiting to be stored.', 1);
    return undefined;
  };

  const storeWaiting = async (): Promise<void> => {
    await running;
    await Promise.all([...searches.values()].map(({ last }) => last));
  };

  return {
    add: (item, weight) => {
      const refused = refusal(weight);
      if (refused) return Promise.reject(refused);
      return new Promise((resolve, reject) => {
        const now = performance.now();
        if (queue.rows === 0) oldest = now;
        queue.push({ ...weight, item, storeBy: now + STORE_WITHIN_MILLISECONDS, resolve, reject });
        running ??= run();
        if (isFull()) endGathering();
      });
    },
    waiting: () => queue.weights(),
    close: async () => {
      closed = true;
      endGathering();
      const stored = new AbortController();
      const patience = sleep(CLOSE_WITHIN_MILLISECONDS, undefined, { signal: stored.signal }).then(
        () => givingUp.abort(),
        () => undefined,
      );
      await storeWaiting();
      stored.abort();
      await patience;
    },
  };
}

function rejectAll<Item, Result>(entries: readonly Entry<Item, Result>[], error: unknown): void {
  for (const { reject } of entries) reject(error);
}

function refusedBy(reason: unknown): StoreRefusedError {
  return new StoreRefusedError(`The store refuses to take events (${describeError(reason).code}).`, { cause: reason });
}

function groupBySource<Entry extends Weighed>(entries: readonly Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) groups.set(entry.source, [...(groups.get(entry.source) ?? []), entry]);
  return groups;
}
