import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import type { SalesEvent } from '@saleshub/model';
import { z } from 'zod';
import { encodeEvent, identify, type EventIdentity } from './encode/encode-event';
import { RowBinaryWriter } from './encode/row-binary';
import { STORED_COLUMNS } from './schema/column-types';
import { announceCommit, nextCommit } from './state/commits';
import { INSERT_DEADLINE_MILLISECONDS, type StateKeeper } from './state/state-keeper';

/** Whose events they are. */
export interface EventOrigin {
  source: string;
  /** Records of sources that share a namespace are the same records. */
  namespace: string;
}

/** accepted: stored. duplicate: stored before. id_reused: another body is stored under this id, this one is not. */
export type WriteVerdict = 'accepted' | 'duplicate' | 'id_reused';

/** The store cannot take events now: they may or may not be stored, and sending them again is safe. */
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

export interface EventWriter {
  /**
   * Stores checked events of one source.
   * @param digests what tells each event's body, as it was sent, from another, 8 bytes; the events' own where left out
   * @returns one verdict an event, in their order, once all of them are stored for good
   * @throws WriterUnavailableError when the store cannot take them now
   */
  write: (origin: EventOrigin, events: readonly SalesEvent[], digests?: readonly Buffer[]) => Promise<WriteVerdict[]>;
  /** Stores what is queued, then refuses. */
  close: () => Promise<void>;
}

export interface EventWriterOptions {
  client: ClickHouseClient;
  /** Told of every commit, so that state follows. */
  state: Pick<StateKeeper, 'stored'>;
  clock?: () => number;
}

interface Request {
  origin: EventOrigin;
  events: readonly SalesEvent[];
  digests: readonly Buffer[];
  resolve: (verdicts: WriteVerdict[]) => void;
  reject: (error: unknown) => void;
}

const MAXIMUM_QUEUED_EVENTS = 200_000;
const MAXIMUM_BATCH_EVENTS = 50_000;
/** Attempts begin until this much time has passed, so that the last ends before an insert's deadline. */
const RETRY_FOR_MILLISECONDS = INSERT_DEADLINE_MILLISECONDS / 2;
const ATTEMPT_MILLISECONDS = INSERT_DEADLINE_MILLISECONDS / 4;

const COLUMN_LIST = STORED_COLUMNS.map(({ name }) => name).join(', ');

/**
 * Starts a writer that gathers what arrives while a batch is being stored into the next batch: a lone event is stored
 * at once, a flood in large batches.
 */
export function startEventWriter({ client, state, clock = Date.now }: EventWriterOptions): EventWriter {
  const queue: Request[] = [];
  let queuedEvents = 0;
  let storing: Promise<void> | undefined;
  let closed = false;

  const takeBatch = (): Request[] => {
    const batch: Request[] = [];
    let size = 0;
    for (let next = queue[0]; next && (size === 0 || size + next.events.length <= MAXIMUM_BATCH_EVENTS);) {
      batch.push(next);
      queue.shift();
      size += next.events.length;
      next = queue[0];
    }
    queuedEvents -= size;
    return batch;
  };

  const storeQueued = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = takeBatch();
      try {
        const verdicts = await storeBatch(client, state, batch, clock());
        batch.forEach((request, index) => request.resolve(verdicts[index] ?? []));
      } catch (error) {
        for (const request of batch) request.reject(error);
      }
    }
    storing = undefined;
  };

  return {
    write: (origin, events, digests = []) => {
      if (closed) return Promise.reject(new WriterUnavailableError('The service is stopping.', 5));
      if (queuedEvents > 0 && queuedEvents + events.length > MAXIMUM_QUEUED_EVENTS) {
        return Promise.reject(new WriterUnavailableError('Too many events are waiting to be stored.', 1));
      }
      return new Promise((resolve, reject) => {
        queue.push({ origin, events, digests, resolve, reject });
        queuedEvents += events.length;
        storing ??= storeQueued();
      });
    },
    close: async () => {
      closed = true;
      await storing;
    },
  };
}

/** Stores the requests' events as one commit and gives each request its verdicts. */
async function storeBatch(
  client: ClickHouseClient,
  state: Pick<StateKeeper, 'stored'>,
  batch: readonly Request[],
  now: number,
): Promise<WriteVerdict[][]> {
  const identified = batch.map(({ origin, events, digests }) =>
    events.map((event, index) => identify(origin.source, event, digests[index])),
  );
  const known = await withRetries(() => knownBodies(client, identified.flat()));
  const commit = nextCommit(now);
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
  if (accepted > 0) {
    // Announced first: whatever happens afterwards, state will be brought up to what these rows say.
    await withRetries(() => announceCommit(client, commit, now));
    await withRetries(() => insertRows(client, rows.bytes()));
    state.stored(commit);
  }
  return verdicts;
}

/** Inserts the same rows again where the answer was lost: they replace themselves. */
async function insertRows(client: ClickHouseClient, rows: Buffer): Promise<void> {
  const { stream } = await client.exec({
    query: `INSERT INTO events (${COLUMN_LIST}) FORMAT RowBinary`,
    values: Readable.from([rows], { objectMode: false }),
    clickhouse_settings: { max_execution_time: ATTEMPT_MILLISECONDS / 1000 },
    abort_signal: AbortSignal.timeout(ATTEMPT_MILLISECONDS),
  });
  // Read to the end, so that the connection is free again.
  stream.resume();
  await finished(stream);
}

const knownRow = z.object({ id_hash: z.string(), body_hash: z.string() });

/** The body hashes of the ids that are stored already. */
async function knownBodies(
  client: ClickHouseClient,
  identities: readonly EventIdentity[],
): Promise<Map<bigint, bigint>> {
  const hashes = identities.map(({ idHash }) => idHash.readBigUInt64LE().toString());
  if (hashes.length === 0) return new Map();
  // The numbers stand in the text: a parameter of this length would not fit into a URL.
  const result = await client.query({
    query: `SELECT toString(id_hash) AS id_hash, toString(any(body_hash)) AS body_hash FROM (
  SELECT id_hash, body_hash FROM event_ids WHERE id_hash IN (${hashes.join(',')})
  UNION ALL
  SELECT id_hash, body_hash FROM events
  WHERE commit IN (SELECT commit FROM commits FINAL WHERE done = 0) AND id_hash IN (${hashes.join(',')})
) GROUP BY id_hash`,
    format: 'JSONEachRow',
    clickhouse_settings: { max_query_size: '16000000' },
  });
  const rows = z.array(knownRow).parse(await result.json());
  return new Map(rows.map((row) => [BigInt(row.id_hash), BigInt(row.body_hash)]));
}

/**
 * Tries again, at longer and longer intervals, what the store failed to do: an engine that restarts is back within
 * seconds.
 * @throws WriterUnavailableError when it still fails after that
 */
async function withRetries<Result>(attempt: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  for (let pause = 100; ; pause = Math.min(pause * 2, 2000)) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() - began + pause > RETRY_FOR_MILLISECONDS) {
        throw new WriterUnavailableError('The store does not take events now.', 2, { cause: error });
      }
      await sleep(pause);
    }
  }
}
