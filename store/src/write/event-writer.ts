import type { ClickHouseClient } from '@clickhouse/client';
import type { SalesEvent } from '@saleshub/model';
import { DEFAULT_COMMIT_LIMITS, startGroupCommit, type CommitLimits } from './commit/group-commit';
import { insertRows } from './commit/insert-rows';
import { withRetries } from './commit/retries';
import { encodeEvent, identify } from './encode/encode-event';
import { RowBinaryWriter } from './encode/row-binary';
import { knownBodies } from './known-events';
import { STORED_COLUMNS } from './schema/column-types';
import { announceCommit, nextCommit } from './state/commits';
import type { StateKeeper } from './state/state-keeper';

/** Whose events they are. */
export interface EventOrigin {
  source: string;
  /** Records of sources that share a namespace are the same records. */
  namespace: string;
}

/** accepted: stored. duplicate: stored before. id_reused: another body is stored under this id, this one is not. */
export type WriteVerdict = 'accepted' | 'duplicate' | 'id_reused';

export interface EventWriter {
  /**
   * Stores checked events of one source.
   * @param more digests: what tells each event's body, as it was sent, from another, 8 bytes, the events' own where left
   * out; bytes: what the events weigh in memory, estimated where left out
   * @returns one verdict an event, in their order, once all of them are stored for good
   * @throws WriterUnavailableError when the store cannot take them now, SourceBusyError when the source has its share
   * waiting
   */
  write: (
    origin: EventOrigin,
    events: readonly SalesEvent[],
    more?: { digests?: readonly Buffer[]; bytes?: number },
  ) => Promise<WriteVerdict[]>;
  /** Stores what is queued, then refuses. */
  close: () => Promise<void>;
}

export interface EventWriterOptions {
  client: ClickHouseClient;
  /** Told of every commit, so that state follows. */
  state: Pick<StateKeeper, 'stored'>;
  limits?: Partial<CommitLimits>;
  clock?: () => number;
}

interface WriteRequest {
  origin: EventOrigin;
  events: readonly SalesEvent[];
  digests: readonly Buffer[];
}

const TYPICAL_EVENT_BYTES = 400;
const EVENTS_TABLE = `events (${STORED_COLUMNS.map(({ name }) => name).join(', ')})`;

/** Starts a writer that stores what comes from many requests together, and tells each what became of its events. */
export function startEventWriter({ client, state, limits, clock = Date.now }: EventWriterOptions): EventWriter {
  const commits = startGroupCommit<WriteRequest, WriteVerdict[]>((batch) => storeBatch(client, state, batch, clock()), {
    ...DEFAULT_COMMIT_LIMITS,
    ...limits,
  });
  return {
    write: (origin, events, { digests = [], bytes = events.length * TYPICAL_EVENT_BYTES } = {}) =>
      events.length === 0
        ? Promise.resolve([])
        : commits.add({ origin, events, digests }, { source: origin.source, rows: events.length, bytes }),
    close: commits.close,
  };
}

/** Stores the requests' events as one commit and gives each request its verdicts. */
async function storeBatch(
  client: ClickHouseClient,
  state: Pick<StateKeeper, 'stored'>,
  batch: readonly WriteRequest[],
  now: number,
): Promise<WriteVerdict[][]> {
  const identified = batch.map(({ origin, events, digests }) =>
    events.map((event, index) => identify(origin.source, event, digests[index])),
  );
  const commit = nextCommit(now);
  // Announced before it is stored: whatever happens afterwards, state will be brought up to what its rows say.
  const [known] = await Promise.all([
    withRetries(() => knownBodies(client, identified.flat())),
    withRetries(() => announceCommit(client, commit, now)),
  ]);
  const rows = new RowBinaryWriter();
  let accepted = 0;
  const verdicts = batch.map(({ origin, events }, request) =>
    events.map((event, index): WriteVerdict => {
      const identity = identified[request]?.[index];
      if (!identity) throw new Error('An event has no identity');
      const id = identity.idHash.readBigUInt64LE();
      const body = identity.bodyHash.readBigUInt64LE();
      const before = known.get(id);
      if (before !== undefined) return before === body ? 'duplicate' : 'id_reused';
      known.set(id, body);
      encodeEvent(rows, event, { ...origin, receivedAt: now, commit, identity });
      accepted++;
      return 'accepted';
    }),
  );
  if (accepted > 0) await insertRows(client, EVENTS_TABLE, rows.bytes());
  state.stored(commit);
  return verdicts;
}
