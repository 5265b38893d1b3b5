import { setTimeout as sleep } from 'node:timers/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import { markDone, pendingCommits } from '../commit/commits';
import { problemOf, type ReportProblem } from '../commit/writer-problem';
import { deriveState } from '../state/derive';
import { tidyState } from './tidy-state';

export interface StateKeeperOptions {
  client: ClickHouseClient;
  onProblem: ReportProblem;
  /** How long to gather commits before state is recomputed, milliseconds. */
  gatherMilliseconds: number;
}

/** Keeps the derived state up to date with what is written. */
export interface StateKeeper {
  /** A commit's rows are stored: state must follow. */
  stored: (commit: bigint) => void;
  /** Resolves when state covers everything that was stored before the call; rejects when it cannot be derived now. */
  settle: () => Promise<void>;
  /** Covers what is stored, for a bounded time, then stops. Never rejects. */
  close: () => Promise<void>;
}

const MAXIMUM_COMMITS = 200;
/** How often to look for what other processes left behind when they died. */
const SWEEP_MILLISECONDS = 15_000;
/** How long from one tidying of the state's tables to the next. */
const TIDY_MILLISECONDS = 600_000;
/** The pause after a failure; it doubles with each that follows, up to the interval of sweeps. */
const FIRST_PAUSE_MILLISECONDS = 1000;
/** How long closing waits for state to follow. */
const CLOSE_WITHIN_MILLISECONDS = 5_000;

/**
 * Starts keeping state. What a process announced and did not live to derive is found in the table `commits` and made
 * up for: at once when starting, and again from time to time.
 */
export function startStateKeeper({ client, onProblem, gatherMilliseconds }: StateKeeperOptions): StateKeeper {
  const waiting = new Set<bigint>();
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let pause = FIRST_PAUSE_MILLISECONDS;
  let closed = false;
  let givenUp = false;

  const report = (problem: Parameters<typeof problemOf>[0], error: unknown) => onProblem(problemOf(problem, error));

  const deriveWaiting = async (): Promise<void> => {
    while (waiting.size > 0) {
      const commits = [...waiting].slice(0, MAXIMUM_COMMITS);
      await deriveState(client, commits);
      await markDone(client, commits);
      for (const commit of commits) waiting.delete(commit);
    }
    pause = FIRST_PAUSE_MILLISECONDS;
  };

  // One recomputation at a time; the next begins where this one ends, whether it failed or not. Once closing has given
  // up, what hangs may still fail, and nothing may begin after it: that would speak to a client that is closed.
  const run = (work: () => Promise<void>): Promise<void> => {
    const next = running.then(() => (givenUp ? Promise.resolve() : work()));
    running = next.catch(() => undefined);
    return next;
  };

  const schedule = (delay: number): void => {
    if (timer || closed) return;
    timer = setTimeout(() => {
      timer = undefined;
      run(deriveWaiting).catch((error: unknown) => {
        report('state_not_derived', error);
        schedule(pause);
        pause = Math.min(pause * 2, SWEEP_MILLISECONDS);
      });
    }, delay);
  };

  const sweep = startRepeating(SWEEP_MILLISECONDS, () =>
    run(() => deriveOutstanding(client)).catch((error: unknown) => {
      if (!closed) report('state_not_derived', error);
    }),
  );
  void sweep.now();
  // Beside the recomputations, which must not wait for it.
  const tidy = startRepeating(TIDY_MILLISECONDS, () =>
    tidyState(client).catch((error: unknown) => {
      if (!closed) report('state_not_tidied', error);
    }),
  );

  return {
    stored: (commit) => {
      waiting.add(commit);
      schedule(gatherMilliseconds);
    },
    settle: () => run(deriveWaiting),
    close: async () => {
      closed = true;
      clearTimeout(timer);
      sweep.stop();
      // A merge that is under way is the store's to finish; nothing depends on it.
      tidy.stop();
      const isCovered = await withinTime(CLOSE_WITHIN_MILLISECONDS, run(deriveWaiting)).catch((error: unknown) =>
        report('state_not_derived', error),
      );
      givenUp = true;
      if (isCovered === false) report('state_not_derived', new Error('The hub closed before state was derived.'));
    },
  };
}

/** Repeats work at an interval, one run at a time: a run that takes longer stands for those that fall into it. */
function startRepeating(milliseconds: number, work: () => Promise<void>) {
  let running: Promise<void> | undefined;
  const now = () => (running ??= work().finally(() => (running = undefined)));
  const interval = setInterval(() => void now(), milliseconds);
  return { now, stop: () => clearInterval(interval) };
}

/** Waits for work; false where it does not end in time. @throws what the work throws in time */
async function withinTime(milliseconds: number, work: Promise<void>): Promise<boolean> {
  const ended = new AbortController();
  const late = sleep(milliseconds, false, { signal: ended.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    ended.abort();
    // A failure after the time is over is reported by whoever derives next.
    work.catch(() => undefined);
  }
}

/**
 * Derives what is announced and not done: afterwards state covers every batch that was acknowledged before the call.
 * Only settled batches are marked done: the others may still be on their way into the store, and belong to a process
 * that lives.
 */
export async function deriveOutstanding(client: ClickHouseClient): Promise<void> {
  const pending = await pendingCommits(client);
  if (pending.length === 0) return;
  await deriveState(
    client,
    pending.map(({ commit }) => commit),
  );
  const settled = pending.filter(({ isSettled }) => isSettled).map(({ commit }) => commit);
  if (settled.length > 0) await markDone(client, settled);
}
