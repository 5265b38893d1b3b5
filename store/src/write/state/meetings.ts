import {
  carriedText,
  carriedValue,
  dimensionsOf,
  EventHistory,
  eventsOfRecords,
  foldColumns,
  VERSION,
  type Entity,
} from './entity';

const TEXTS = ['purpose', 'contact', ...dimensionsOf('meeting')];

// At one instant, as where only dates are known, being scheduled comes before all else.
const events = new EventHistory(["type != 'meeting.scheduled'", 'source', 'id', 'type', 'starts_at', ...TEXTS]);
const column = (name: string) => events.column('history', name);

/**
 * A meeting that was ever held was held, whatever the calendar said afterwards; otherwise its last event decides. It
 * starts when it was held or missed, else when it was last scheduled for.
 */
const foldStatement = (
  keys: string,
) => `INSERT INTO meeting_fold (key, version, namespace, meeting, start_instants, scheduling_instants, times, types,
  scheduling, outcome, start, ${foldColumns(['source', ...TEXTS])})
SELECT key, version, namespace, meeting, start_instants, scheduling_instants, times, types,
  toUInt32(indexOf(types, 'meeting.scheduled')) AS scheduling,
  toUInt32(if(has(types, 'meeting.held'), arrayLastIndex(t -> t = 'meeting.held', types), length(types))) AS outcome,
  multiIf(outcome = 0, NULL, types[outcome] IN ('meeting.held', 'meeting.no_show'), times[outcome],
    ${carriedValue(column('starts_at'))}[outcome]) AS start,
  ${column('source')} AS source_after,
  ${TEXTS.map((name) => `${carriedText(column(name))} AS ${name}_after`).join(',\n  ')}
FROM (
  SELECT *, ${column('occurred_at')} AS times, ${column('type')} AS types
  FROM (
    SELECT key, ${VERSION} AS version, any(namespace) AS namespace, any(meeting) AS meeting,
      arraySort(groupUniqArray(ifNull(starts_at, occurred_at))) AS start_instants,
      arraySort(groupUniqArrayIf(occurred_at, type = 'meeting.scheduled')) AS scheduling_instants,
      ${events.aggregate()} AS history
    FROM ${eventsOfRecords('meeting', keys, ['starts_at', ...TEXTS])}
    GROUP BY key
  )
)`;

export const meetings: Entity = {
  name: 'meeting',
  prefix: 'meeting.',
  tables: ['meetings', 'meeting_schedulings'],
  fold: foldStatement,
};
