import {
  carriedText,
  carriedValue,
  dimensionColumns,
  EventHistory,
  INSTANT,
  LABEL,
  STATE_DIMENSIONS,
  VERSION,
  type Entity,
} from './entity';

const TEXTS = ['purpose', ...STATE_DIMENSIONS];

const fold = `CREATE TABLE IF NOT EXISTS meeting_fold (
  key UInt64,
  version UInt64,
  namespace String,
  meeting String,
  start_instants Array(${INSTANT}),
  start Nullable(${INSTANT}),
  status String,
  source String,
  purpose String,
${dimensionColumns('String')}
) ENGINE = Null`;

/** Meetings at their start; the status is held, scheduled, cancelled or no_show. */
const meetingsTable = `CREATE TABLE IF NOT EXISTS meetings (
  starts_at ${INSTANT},
  key UInt64,
  version UInt64,
  effective UInt8,
  namespace ${LABEL},
  meeting String,
  status ${LABEL},
  source ${LABEL},
  purpose ${LABEL},
${dimensionColumns(LABEL)}
) ENGINE = ReplacingMergeTree(version)
ORDER BY (starts_at, key, namespace, meeting)
SETTINGS index_granularity = 1024`;

const view = `CREATE MATERIALIZED VIEW IF NOT EXISTS meetings_view TO meetings AS
SELECT arrayJoin(start_instants) AS starts_at, toUInt8(ifNull(start = starts_at, 0)) AS effective,
  * EXCEPT (start_instants, start)
FROM meeting_fold`;

// At one instant, as where only dates are known, being scheduled comes before all else.
const events = new EventHistory(["type != 'meeting.scheduled'", 'source', 'id', 'type', 'starts_at', ...TEXTS]);
const column = (name: string) => events.column('history', name);
const last = (array: string) => `${array}[at]`;

/**
 * A meeting that was ever held was held, whatever the calendar said afterwards; otherwise its last event decides. It
 * starts when it was held or missed, else when it was last scheduled for.
 */
const foldStatement = (keys: string) => `INSERT INTO meeting_fold
SELECT key, version, namespace, meeting, start_instants,
  multiIf(at = 0, NULL, status IN ('held', 'no_show'), ${last(column('occurred_at'))}, ${last(carriedValue(column('starts_at')))}) AS start,
  substring(${last('types')}, 9) AS status,
  ${last(column('source'))} AS source,
  ${TEXTS.map((name) => `${last(carriedText(column(name)))} AS ${name}`).join(',\n  ')}
FROM (
  SELECT *, ${column('type')} AS types, arrayLastIndex(t -> t = 'meeting.held', types) AS held,
    toUInt32(if(held > 0, held, length(types))) AS at
  FROM (
    SELECT key, ${VERSION} AS version, any(namespace) AS namespace, any(meeting) AS meeting,
      arraySort(groupUniqArray(ifNull(starts_at, occurred_at))) AS start_instants,
      ${events.aggregate()} AS history
    FROM entity_events FINAL
    WHERE entity = 'meeting' AND key IN (${keys})
    GROUP BY key
  )
)`;

export const meetings: Entity = {
  name: 'meeting',
  prefix: 'meeting.',
  idColumn: 'meeting',
  schema: [fold, meetingsTable, view],
  fold: foldStatement,
};
