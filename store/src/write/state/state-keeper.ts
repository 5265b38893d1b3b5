import type { ClickHouseClient } from '@clickhouse/client';
import { markDone, pendingCommits } from './commits';
import { deriveState } from './derive';
import { tidyState } from './tidy-state';

export interface StateKeeperOptions {
  client: ClickHouseClient;
  /** Told of a recomputation that failed; it is tried again. */
  onError: (error: unknown) => void;
  /** How long to gather commits before state is recomputed, milliseconds. */
  gatherMilliseconds?: number;
  /** How long from one tidying of the state's tables to the next, milliseconds. */
  tidyMilliseconds?: number;
}

/** Keeps the derived state up to date with what is written, a few hundred milliseconds behind. */
export interface StateKeeper {
  /** A commit's rows are stored: state must follow. */
  stored: (commit: bigint) => void;
  /** Resolves when state covers everything that was stored before the call. */
  settle: () => Promise<void>;
  /** Covers what is stored, then stops. */
  close: () => Promise<void>;
}

const DEFAULT_GATHER = 300;
/** What a large load should gather: recomputing the same things after every batch would only delay it. */
export const BULK_GATHER_MILLISECONDS = 5_000;
const MAXIMUM_COMMITS = 200;
/** How often to look for what other processes left behind when they died. */
const SWEEP_MILLISECONDS = 15_000;
const TIDY_MILLISECONDS = 600_000;
/** No insert takes longer, so that an older commit is stored for good or never will be. */
export const INSERT_DEADLINE_MILLISECONDS = 60_000;

/**
 * Starts keeping state. What a process announced and did not live to derive is found in the table `commits` and made
 * up for: at once when starting, and again from time to time.
 */
export function startStateKeeper({
  client,
  onError,
  gatherMilliseconds = DEFAULT_GATHER,
  tidyMilliseconds = TIDY_MILLISECONDS,
}: StateKeeperOptions): StateKeeper {
  const waiting = new Set<bigint>();
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const deriveWaiting = async (): Promise<void> => {
    while (waiting.size > 0) {
      const commits = [...waiting].slice(0, MAXIMUM_COMMITS);
      await deriveState(client, commits);
      await markDone(client, commits);
      for (const commit of commits) waiting.delete(commit);
    }
  };

  // One recomputation at a time; the next begins where this one ends, whether it failed or not.
  const run = (work: () => Promise<void>): Promise<void> => {
    const next = running.then(work);
    running = next.catch(() => undefined);
    return next;
  };

  const schedule = (delay: number): void => {
    if (timer || closed) return;
    timer = setTimeout(() => {
      timer = undefined;
      run(deriveWaiting).catch((error: unknown) => {
        onError(error);
        schedule(1000);
      });
    }, delay);
  };

  const sweepNow = () =>
    run(() => deriveOutstanding(client)).catch((error: unknown) => {
      if (!closed) onError(error);
    });
  void sweepNow();
  const sweeping = setInterval(() => void sweepNow(), SWEEP_MILLISECONDS);

  // Beside the recomputations, which must not wait for it.
  let tidying: Promise<void> | undefined;
  const tidyNow = () => {
    tidying ??= tidyState(client)
      .catch(onError)
      .finally(() => (tidying = undefined));
  };
  const tidyTimer = setInterval(tidyNow, tidyMilliseconds);

  return {
    stored: (commit) => {
      waiting.add(commit);
      schedule(gatherMilliseconds);
    },
    settle: () => run(deriveWaiting),
    close: async () => {
      closed = true;
      clearTimeout(timer);
      clearInterval(sweeping);
      clearInterval(tidyTimer);
      await tidying;
      await run(deriveWaiting);
    },
  };
}

/**
 * Derives what is announced and not done: afterwards state covers every batch acknowledged before the call. Only what is older than any insert can take is marked done: the rest may
 * still be on its way into the store, and belongs to a process that lives.
 */
export async function deriveOutstanding(client: ClickHouseClient): Promise<void> {
  const pending = await pendingCommits(client);
  if (pending.length === 0) return;
  await deriveState(
    client,
    pending.map(({ commit }) => commit),
  );
  const settled = pending.filter(({ receivedAt }) => receivedAt < Date.now() - INSERT_DEADLINE_MILLISECONDS);
  if (settled.length > 0) {
    await markDone(
      client,
      settled.map(({ commit }) => commit),
    );
  }
}
