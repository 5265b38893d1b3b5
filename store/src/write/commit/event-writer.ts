import type { ClickHouseClient } from '@clickhouse/client';
import type { SalesEvent } from '@saleshub/model';
import type { Weight } from './fair-queue';
import { DEFAULT_COMMIT_LIMITS, startGroupCommit, type CommitLimits, type CommitObserver } from './group-commit';
import { storeApart } from './store-apart';
import { storeEvents, type ReceivedEvent } from './store-events';
import { problemOf, type ReportProblem } from './writer-problem';

/** Whose events they are. */
export interface EventOrigin {
  source: string;
  /** Records of sources that share a namespace are the same records. */
  namespace: string;
  /** The import that brings them, where one does. */
  importId?: string;
}

/**
 * - accepted: stored.
 * - duplicate: stored before.
 * - id_reused: another body is stored under this id, this one is not.
 * - not_storable: the store refuses this event for good; the others are stored.
 */
export type WriteVerdict = 'accepted' | 'duplicate' | 'id_reused' | 'not_storable';

export interface EventWriter {
  /**
   * Stores checked events of one source.
   * @param more digests: of each event's body as it was sent, 8 bytes, made of the event itself where left
   * out; bytes: what the events weigh in memory, estimated where left out
   * @returns one verdict an event, in their order, once all of them are stored for good
   * @throws WriterUnavailableError when the store cannot take them now, SourceBusyError when the source has its share
   * waiting, StoreRefusedError when the store refuses every event
   */
  write: (
    origin: EventOrigin,
    events: readonly SalesEvent[],
    more?: { digests?: readonly Buffer[]; bytes?: number },
  ) => Promise<WriteVerdict[]>;
  /** Stores what is queued, for a bounded time, then refuses. */
  close: () => Promise<void>;
}

/** An event writer whose queue can be looked at. */
export interface QueuedEventWriter extends EventWriter {
  /** What waits to be stored, by source. */
  waiting: () => ReadonlyMap<string, Weight>;
}

export interface EventWriterOptions {
  client: ClickHouseClient;
  /** Called for every commit that was stored, so that state follows. */
  onStored: (commit: bigint) => void;
  onProblem: ReportProblem;
  limits?: Partial<CommitLimits>;
  observer?: CommitObserver;
  /** Milliseconds since 1970; the machine's clock unless given. */
  clock?: () => number;
}

const TYPICAL_EVENT_BYTES = 400;

/** Starts a writer that stores what comes from many requests together, and answers each for its events. */
export function startEventWriter(options: EventWriterOptions): QueuedEventWriter {
  const { client, onStored, onProblem, observer, clock = Date.now } = options;
  const limits = { ...DEFAULT_COMMIT_LIMITS, ...options.limits };
  const commits = startGroupCommit<readonly ReceivedEvent[], WriteVerdict[]>({
    limits,
    ...(observer && { observer }),
    store: async (batch, deadline) => {
      const verdicts = await storeEvents({ client, onStored, deadline, now: clock() }, batch.flat());
      return regroup(batch, verdicts);
    },
    storeApart: async (batch, deadline) => {
      const verdicts = await storeApart(
        batch.flat(),
        (events) => storeEvents({ client, onStored, deadline, now: clock() }, events),
        ({ origin, event }, reason): WriteVerdict => {
          onProblem(problemOf('event_refused', reason, { source: origin.source, id: event.id }));
          return 'not_storable';
        },
      );
      return regroup(batch, verdicts);
    },
  });
  return {
    write: async (origin, events, { digests = [], bytes = events.length * TYPICAL_EVENT_BYTES } = {}) => {
      const received = events.map((event, index): ReceivedEvent => {
        const digest = digests[index];
        return { origin, event, ...(digest && { digest }) };
      });
      const verdicts: WriteVerdict[] = [];
      // More than a batch may hold is stored as several, one after the other.
      for (let first = 0; first < received.length; first += limits.batchRows) {
        const part = received.slice(first, first + limits.batchRows);
        const weight = { rows: part.length, bytes: Math.ceil((bytes * part.length) / received.length) };
        verdicts.push(...(await commits.add(part, { source: origin.source, ...weight })));
      }
      return verdicts;
    },
    waiting: commits.waiting,
    close: commits.close,
  };
}

/** Gives each item of a batch the verdicts on its events. */
function regroup(batch: readonly (readonly ReceivedEvent[])[], verdicts: readonly WriteVerdict[]): WriteVerdict[][] {
  let first = 0;
  return batch.map((events) => verdicts.slice(first, (first += events.length)));
}
