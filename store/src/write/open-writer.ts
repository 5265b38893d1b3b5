import type { ClickHouseClient } from '@clickhouse/client';
import { createEventCheck, type CheckEvents } from './commit/check-events';
import { startEventWriter, type QueuedEventWriter } from './commit/event-writer';
import type { CommitLimits, CommitObserver } from './commit/group-commit';
import type { ReportProblem } from './commit/writer-problem';
import { startStateKeeper } from './keeper/state-keeper';

/** Stores events, and keeps the derived state up to date with them. */
export interface StoreWriter extends QueuedEventWriter {
  /**
   * The verdict on each event by what is stored now, without writing any: for a sender whose events belong together. It
   * does not know what the store will refuse (not_storable), nor what others write before the sender does.
   * @throws WriterUnavailableError
   */
  check: CheckEvents;
  /** Resolves when state covers everything that was stored before the call; rejects when it cannot be derived now. */
  settle: () => Promise<void>;
  /**
   * Stores what is queued and lets state follow, each for a bounded time, then refuses. What state does not cover by
   * then is made up for by whoever writes next. Never rejects.
   */
  close: () => Promise<void>;
}

export interface WriterOptions {
  client: ClickHouseClient;
  onProblem: ReportProblem;
  limits?: Partial<CommitLimits>;
  observer?: CommitObserver;
  /**
   * - live: state follows within a second.
   * - bulk: state follows every few seconds; recomputing the same records after every batch would only delay a large
   *   load.
   */
  pace?: 'live' | 'bulk';
  /** Milliseconds since 1970; the machine's clock unless given. */
  clock?: () => number;
}

/** How long to gather commits before state is recomputed. */
const GATHER_MILLISECONDS = { live: 300, bulk: 5_000 };

/** Opens the one way to write events: for the service, imports, replays and the demo alike. */
export function openWriter({ client, onProblem, limits, observer, pace = 'live', clock }: WriterOptions): StoreWriter {
  const state = startStateKeeper({ client, onProblem, gatherMilliseconds: GATHER_MILLISECONDS[pace] });
  const events = startEventWriter({
    client,
    onStored: state.stored,
    onProblem,
    ...(limits && { limits }),
    ...(observer && { observer }),
    ...(clock && { clock }),
  });
  return {
    check: createEventCheck(client),
    write: events.write,
    waiting: events.waiting,
    settle: state.settle,
    close: async () => {
      await events.close();
      await state.close();
    },
  };
}
