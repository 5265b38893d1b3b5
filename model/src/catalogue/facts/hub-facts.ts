import type { Dimension } from '../dimensions';
import { TO, within, type AnchoredFacts, type FactRecord, type PointFacts } from './facts';

const INGEST_DIMENSIONS = ['source', 'source_class', 'type'] as const satisfies readonly Dimension[];

const RECEIVED: FactRecord = { time: 'received_at', id: 'id', type: 'type' };

/** Events when they were received. */
export const ingestedEvents: AnchoredFacts = {
  read: 'anchored',
  from: 'events FINAL',
  time: 'received_at',
  where: ['void = 0'],
  dimensions: INGEST_DIMENSIONS,
  entities: 'events',
  record: RECEIVED,
};

/** Refused events when they were received; a replay does not undo the refusal. */
export const rejectedEvents: AnchoredFacts = {
  read: 'anchored',
  from: 'rejected_events FINAL',
  time: 'received_at',
  where: [],
  dimensions: [...INGEST_DIMENSIONS, 'code'],
  entities: 'refused events',
  record: { ...RECEIVED, id: 'event_id', comment: 'message' },
};

/** All that was received, refused or not. */
export const receivedEvents: AnchoredFacts = {
  read: 'anchored',
  from: `(
  SELECT source, type, id, received_at, false AS is_rejected FROM events FINAL WHERE void = 0 AND ${within('received_at')}
  UNION ALL
  SELECT source, type, event_id AS id, received_at, true AS is_rejected FROM rejected_events FINAL WHERE ${within('received_at')}
)`,
  time: 'received_at',
  where: [],
  dimensions: INGEST_DIMENSIONS,
  entities: 'received events',
  record: RECEIVED,
  stored: 'events FINAL WHERE void = 0',
};

/** The newest event that was known at each point, found first within the buckets and then carried to the later ones. */
export const newestEvents: PointFacts = {
  read: 'points',
  from: `(
  SELECT source, type, newest, received, point
  FROM (
    SELECT source, type, arrayFirstIndex(p -> received_at < p.3, points) AS first, max(occurred_at) AS newest, count() AS received
    FROM events FINAL WHERE void = 0 AND received_at < ${TO}
    GROUP BY source, type, first HAVING first > 0
  ) ARRAY JOIN arraySlice(points, first) AS point
)`,
  where: [],
  dimensions: INGEST_DIMENSIONS,
  entities: 'events',
  stored: 'events FINAL WHERE void = 0',
  record: RECEIVED,
};

/** Every event that was known at a point. */
export const knownEvents: PointFacts = {
  ...newestEvents,
  from: `(
  SELECT source, type, id, received_at, point FROM events FINAL
  ARRAY JOIN arrayFilter(p -> received_at < p.3, points) AS point
  WHERE void = 0 AND received_at < ${TO}
)`,
};
