import type { ClickHouseClient } from '@clickhouse/client';
import { deadlineFromNow } from '../commit/deadline';
import { DEFAULT_COMMIT_LIMITS, startGroupCommit, type CommitLimits } from '../commit/group-commit';
import { insertRows } from '../commit/insert-rows';
import { RowBinaryWriter } from '../encode/row-binary';
import type { RejectedEvent, RejectedFilter, RejectedPage } from './rejected-event';
import { selectRejected } from './select-rejected';

/** The dead letters: refused events, kept for a while so that they can be found, understood and replayed. */
export interface RejectedStore {
  /**
   * Keeps refused events of one source; resolves when they are stored for good.
   * @throws WriterUnavailableError, SourceBusyError, StoreRefusedError
   */
  keep: (source: string, rejected: readonly RejectedEvent[]) => Promise<void>;
  /** A page of refused events, of `limit` at most, which ends earlier where their bodies are large. */
  select: (filter: RejectedFilter, page: { limit: number; before?: string }) => Promise<RejectedPage>;
  /** Notes that they were stored after all; the rows stay. */
  markReplayed: (rejected: readonly RejectedEvent[], replayedAt: number) => Promise<void>;
  close: () => Promise<void>;
}

export interface RejectedStoreOptions {
  writer: ClickHouseClient;
  limits?: Partial<CommitLimits>;
}

const TABLE =
  'rejected_events (received_at, id, version, source, type, code, path, message, event_id, format, body, altered, replayed_at)';
/** What a row weighs beside its body. */
const ROW_BYTES = 500;

/** Opens the dead letters. They are stored in batches, as events are. */
export function startRejectedStore({ writer, limits }: RejectedStoreOptions): RejectedStore {
  const commits = startGroupCommit<readonly RejectedEvent[], void>({
    store: async (batch, deadline) => {
      await insertRows(writer, TABLE, encode(batch.flat(), null), deadline);
      return batch.map(() => undefined);
    },
    limits: { ...DEFAULT_COMMIT_LIMITS, ...limits },
  });
  return {
    keep: (source, rejected) => {
      const bytes = rejected.reduce((total, { body }) => total + body.length + ROW_BYTES, 0);
      return rejected.length === 0
        ? Promise.resolve()
        : commits.add(rejected, { source, rows: rejected.length, bytes });
    },
    select: (filter, page) => selectRejected(writer, filter, page),
    markReplayed: (rejected, replayedAt) =>
      rejected.length === 0
        ? Promise.resolve()
        : insertRows(writer, TABLE, encode(rejected, replayedAt), deadlineFromNow()),
    close: commits.close,
  };
}

function encode(rejected: readonly RejectedEvent[], replayedAt: number | null): Buffer {
  const rows = new RowBinaryWriter();
  for (const event of rejected) {
    rows.int64(BigInt(event.receivedAt));
    rows.string(event.id);
    // The later version of a row replaces the earlier.
    rows.uint64(BigInt(replayedAt ?? 0));
    for (const text of [event.source, event.type, event.code, event.path, event.message, event.eventId]) {
      rows.string(text);
    }
    rows.string(event.format);
    rows.string(event.body);
    rows.length(event.altered.length);
    for (const place of event.altered) rows.string(place);
    rows.uint8(replayedAt === null ? 1 : 0);
    if (replayedAt !== null) rows.int64(BigInt(replayedAt));
  }
  return rows.bytes();
}
