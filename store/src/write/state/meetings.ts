import { carriedText, carriedValue, EventHistory, INSTANT, LABEL, VERSION, type Entity } from './entity';
import {
  columnLines,
  dimensionColumns,
  engine,
  foldLines,
  foldNames,
  stateAt,
  type StateColumn,
} from './state-columns';

const DIMENSIONS = dimensionColumns('meeting');
const PURPOSE: StateColumn = { name: 'purpose', type: LABEL };
const CONTACT: StateColumn = { name: 'contact', type: 'String' };
const SOURCE: StateColumn = { name: 'source', type: LABEL };
const TEXTS = [PURPOSE, CONTACT, ...DIMENSIONS];

/** The fold's result: what held after each event, as arrays, for the views to spread into tables. */
const fold = `CREATE TABLE IF NOT EXISTS meeting_fold (
  key UInt64,
  version UInt64,
  namespace String,
  meeting String,
  start_instants Array(${INSTANT}),
  scheduling_instants Array(${INSTANT}),
  times Array(${INSTANT}),
  types Array(String),
  scheduling UInt32,
  outcome UInt32,
  start Nullable(${INSTANT}),
${foldLines([SOURCE, ...TEXTS])}
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
${columnLines([SOURCE, ...TEXTS])}
) ${engine('starts_at, key, namespace, meeting')}`;

const meetingsView = `CREATE MATERIALIZED VIEW IF NOT EXISTS meetings_view TO meetings AS
SELECT arrayJoin(start_instants) AS starts_at, key, version, toUInt8(ifNull(start = starts_at, 0)) AS effective,
  namespace, meeting, substring(types[outcome], 9) AS status,
  ${stateAt([SOURCE, ...TEXTS], 'outcome')}
FROM meeting_fold`;

/** A row for each instant at which the meeting was put in the calendar; the first is effective. */
const schedulings = `CREATE TABLE IF NOT EXISTS meeting_schedulings (
  scheduled_at ${INSTANT},
  key UInt64,
  version UInt64,
  effective UInt8,
  namespace ${LABEL},
  meeting String,
${columnLines([PURPOSE, SOURCE, ...DIMENSIONS])}
) ${engine('scheduled_at, key, namespace, meeting')}`;

const schedulingsView = `CREATE MATERIALIZED VIEW IF NOT EXISTS meeting_schedulings_view TO meeting_schedulings AS
SELECT arrayJoin(scheduling_instants) AS scheduled_at, key, version,
  toUInt8(scheduling > 0 AND times[scheduling] = scheduled_at) AS effective, namespace, meeting,
  ${stateAt([PURPOSE, SOURCE, ...DIMENSIONS], 'scheduling')}
FROM meeting_fold`;

// At one instant, as where only dates are known, being scheduled comes before all else.
const events = new EventHistory([
  "type != 'meeting.scheduled'",
  'source',
  'id',
  'type',
  'starts_at',
  ...TEXTS.map(({ name }) => name),
]);
const column = (name: string) => events.column('history', name);

/**
 * A meeting that was ever held was held, whatever the calendar said afterwards; otherwise its last event decides. It
 * starts when it was held or missed, else when it was last scheduled for.
 */
const foldStatement = (
  keys: string,
) => `INSERT INTO meeting_fold (key, version, namespace, meeting, start_instants, scheduling_instants, times, types,
  scheduling, outcome, start, ${foldNames([SOURCE, ...TEXTS])})
SELECT key, version, namespace, meeting, start_instants, scheduling_instants, times, types,
  toUInt32(indexOf(types, 'meeting.scheduled')) AS scheduling,
  toUInt32(if(has(types, 'meeting.held'), arrayLastIndex(t -> t = 'meeting.held', types), length(types))) AS outcome,
  multiIf(outcome = 0, NULL, types[outcome] IN ('meeting.held', 'meeting.no_show'), times[outcome],
    ${carriedValue(column('starts_at'))}[outcome]) AS start,
  ${column('source')} AS source_after,
  ${TEXTS.map(({ name }) => `${carriedText(column(name))} AS ${name}_after`).join(',\n  ')}
FROM (
  SELECT *, ${column('occurred_at')} AS times, ${column('type')} AS types
  FROM (
    SELECT key, ${VERSION} AS version, any(namespace) AS namespace, any(meeting) AS meeting,
      arraySort(groupUniqArray(ifNull(starts_at, occurred_at))) AS start_instants,
      arraySort(groupUniqArrayIf(occurred_at, type = 'meeting.scheduled')) AS scheduling_instants,
      ${events.aggregate()} AS history
    FROM entity_events FINAL
    WHERE entity = 'meeting' AND ${keys}
    GROUP BY key
  )
)`;

export const meetings: Entity = {
  name: 'meeting',
  prefix: 'meeting.',
  tables: ['meetings', 'meeting_schedulings'],
  schema: [fold, meetingsTable, meetingsView, schedulings, schedulingsView],
  fold: foldStatement,
};
