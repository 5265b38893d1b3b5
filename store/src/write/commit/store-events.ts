import type { ClickHouseClient } from '@clickhouse/client';
import type { SalesEvent } from '@saleshub/model';
import { encodeEvent, identify } from '../encode/encode-event';
import { RowBinaryWriter } from '../encode/row-binary';
import { STORED_COLUMNS } from '../schema/column-types';
import { announceCommit, nextCommit } from './commits';
import type { Deadline } from './deadline';
import type { EventOrigin, WriteVerdict } from './event-writer';
import { insertRows } from './insert-rows';
import { knownBodies, verdictOn } from './known-events';
import { failureKind } from './store-failure';

/** A checked event with whose it is. */
export interface ReceivedEvent {
  origin: EventOrigin;
  event: SalesEvent;
  /** The digest of its body as it was sent; 8 bytes. */
  digest?: Buffer;
}

export interface StoreContext {
  client: ClickHouseClient;
  /** Called once the commit may have rows: state must be brought up to it. */
  onStored: (commit: bigint) => void;
  deadline: Deadline;
  /** When the events were received, milliseconds since 1970. */
  now: number;
}

const EVENTS_TABLE = `events (${STORED_COLUMNS.map(({ name }) => name).join(', ')})`;

/**
 * Stores events as one commit. Where all of them are known already, nothing is written.
 * @returns one verdict an event, in their order
 * @throws WriterUnavailableError; at once what the store refuses for good
 */
export async function storeEvents(
  { client, onStored, deadline, now }: StoreContext,
  received: readonly ReceivedEvent[],
): Promise<WriteVerdict[]> {
  const identities = received.map(({ origin, event, digest }) => identify(origin.source, event, digest));
  const known = await knownBodies(client, identities, deadline);
  const commit = nextCommit(now);
  const rows = new RowBinaryWriter();
  let accepted = 0;
  const verdicts = received.map(({ origin, event }, index): WriteVerdict => {
    const identity = identities[index];
    if (!identity) throw new Error('An event has no identity');
    const verdict = verdictOn(identity, known);
    if (verdict !== 'accepted') return verdict;
    known.set(identity.idHash.readBigUInt64LE(), identity.bodyHash.readBigUInt64LE());
    encodeEvent(rows, event, { ...origin, receivedAt: now, commit, identity });
    accepted++;
    return verdict;
  });
  if (accepted === 0) return verdicts;
  // Announced before it is stored: whatever happens afterwards, state will be brought up to what its rows say.
  await announceCommit(client, commit, deadline);
  try {
    await insertRows(client, EVENTS_TABLE, rows.bytes(), deadline);
  } catch (error) {
    // Refused in one month's partition, the rows of other months may be stored. After a passing failure they may still
    // be on their way: the commit stays announced, and is derived by a later sweep.
    if (failureKind(error) !== 'transient') onStored(commit);
    throw error;
  }
  onStored(commit);
  return verdicts;
}
