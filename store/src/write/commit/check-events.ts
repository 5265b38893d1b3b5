import type { ClickHouseClient } from '@clickhouse/client';
import type { SalesEvent } from '@saleshub/model';
import { identify } from '../encode/encode-event';
import { deadlineFromNow } from './deadline';
import type { EventOrigin, WriteVerdict } from './event-writer';
import { knownBodies, verdictOn } from './known-events';

/** Reads what the store has under the ids of events of one source, and writes nothing. */
export type CheckEvents = (
  origin: EventOrigin,
  events: readonly SalesEvent[],
  more?: { digests?: readonly Buffer[] },
) => Promise<Exclude<WriteVerdict, 'not_storable'>[]>;

/** Makes the check of a store: see `StoreWriter`. */
export function createEventCheck(client: ClickHouseClient): CheckEvents {
  return async ({ source }, events, { digests = [] } = {}) => {
    const identities = events.map((event, index) => identify(source, event, digests[index]));
    const known = await knownBodies(client, identities, deadlineFromNow());
    return identities.map((identity) => verdictOn(identity, known));
  };
}
