import { STORED_COLUMNS, type StoredColumn } from './column-types';

const INSTANT = "DateTime64(3, 'UTC')";
const LABEL = 'LowCardinality(String)';

/** Remembers the tokens of the last inserted blocks: a batch that is sent again, its answer lost, is stored once. */
const PASS_OVER_REPEATED_INSERTS = 'non_replicated_deduplication_window = 1000';

const columns = (list: readonly StoredColumn[]) => list.map(({ name, type }) => `  ${name} ${type}`).join(',\n');

/** Every accepted event. Read with FINAL and void = 0, an event counts once however often it arrived. */
const events = `CREATE TABLE IF NOT EXISTS events (
${columns(STORED_COLUMNS)},
  INDEX commits commit TYPE minmax GRANULARITY 1
) ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(occurred_at)
ORDER BY (type, occurred_at, source, id)
SETTINGS do_not_merge_across_partitions_select_final = 1, ${PASS_OVER_REPEATED_INSERTS}`;

/** Where an event of a known id stands in \`events\`: for duplicates at the door, retractions and reused ids. */
const eventIds = `CREATE TABLE IF NOT EXISTS event_ids (
  id_hash UInt64,
  body_hash UInt64,
  type ${LABEL},
  occurred_at ${INSTANT},
  commit UInt64
) ENGINE = ReplacingMergeTree
ORDER BY (id_hash, type, occurred_at)
SETTINGS index_granularity = 512`;

/** What was written to \`events\` and whether state has caught up with it. */
const commits = `CREATE TABLE IF NOT EXISTS commits (
  commit UInt64,
  received_at ${INSTANT},
  done UInt8
) ENGINE = ReplacingMergeTree(done)
ORDER BY commit
TTL toDateTime(received_at) + INTERVAL 7 DAY DELETE WHERE done = 1`;

/** The events of opportunities, messages, meetings … in the order of their entity. */
const entityEvents = `CREATE TABLE IF NOT EXISTS entity_events (
  entity ${LABEL},
  key UInt64 CODEC(Delta, LZ4),
${columns(STORED_COLUMNS)}
) ENGINE = ReplacingMergeTree(version)
ORDER BY (entity, key, occurred_at, type, source, id)
SETTINGS index_granularity = 512`;

/**
 * Events that were refused, with the reason; contact data in the body is masked, and `altered` names where that makes the
 * body another one. A replay writes the row again.
 */
const rejectedEvents = `CREATE TABLE IF NOT EXISTS rejected_events (
  received_at ${INSTANT},
  id String,
  version UInt64,
  source ${LABEL},
  type ${LABEL},
  code ${LABEL},
  path String,
  message String,
  event_id String,
  format ${LABEL},
  body String CODEC(ZSTD),
  altered Array(String),
  replayed_at Nullable(${INSTANT})
) ENGINE = ReplacingMergeTree(version)
ORDER BY (received_at, id)
TTL toDateTime(received_at) + toIntervalDay(90)
SETTINGS ${PASS_OVER_REPEATED_INSERTS}`;

/** Keys of the ingest API; the secret itself is not kept. */
const apiKeys = `CREATE TABLE IF NOT EXISTS api_keys (
  id String,
  version UInt64,
  source ${LABEL},
  namespace ${LABEL},
  rights Array(${LABEL}),
  secret_hash String,
  created_at ${INSTANT},
  revoked UInt8
) ENGINE = ReplacingMergeTree(version)
ORDER BY id`;

/** What numbers depend on beside the events, as JSON by name. */
const settings = `CREATE TABLE IF NOT EXISTS settings (
  name ${LABEL},
  value String,
  updated_at ${INSTANT}
) ENGINE = ReplacingMergeTree(updated_at)
ORDER BY name`;

/**
 * The work of removals that are not finished: the events to remove, by id_hash, and the things whose state has to follow,
 * by key. Kept here, so that whoever comes next can finish what another process began.
 */
const removals = `CREATE TABLE IF NOT EXISTS removals (
  removal UInt64,
  what Enum8('event' = 1, 'key' = 2),
  hash UInt64
) ENGINE = ReplacingMergeTree
ORDER BY (removal, what, hash)`;

/** The tables that do not derive from others. */
export const BASE_TABLES: readonly string[] = [
  events,
  eventIds,
  commits,
  entityEvents,
  rejectedEvents,
  apiKeys,
  settings,
  removals,
];
