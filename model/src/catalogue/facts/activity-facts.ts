import { COMMON_DIMENSIONS, type Dimension } from '../dimensions';
import {
  COMMON_COLUMNS,
  EVENT_RECORD,
  FROM,
  NOW,
  TO,
  dayOf,
  eventFacts,
  eventsOf,
  localDay,
  within,
  type AnchoredFacts,
  type PointFacts,
} from './facts';
import { LEAD_RECORD } from './lead-facts';
import { CREATED_FOR_ACCOUNT, WON_FOR_ACCOUNT } from './pipeline-facts';
import { PLACE_IN_TOTAL, TOTAL_DIRECTION, TOTALLED_ACTIVITIES, totalled } from './totals';

const CALL_DIMENSIONS = ['direction', 'outcome', 'purpose'] as const satisfies readonly Dimension[];
const COLUMNS = COMMON_COLUMNS.join(', ');

const EVENT_COLUMNS = ['occurred_at', 'id', ...COMMON_COLUMNS].join(', ');

/** Calls one by one, and those of daily totals: the first ones are those that reached somebody, where that is known. */
const ALL_CALLS = `(
  SELECT ${EVENT_COLUMNS}, type, tags, purpose, direction, outcome, duration_s, comment
  FROM ${eventsOf('call.logged')}
  UNION ALL
  ${totalled('calls', [
    'type',
    'tags',
    'purpose',
    `${TOTAL_DIRECTION} AS direction`,
    "multiIf(isNull(connected), '', place < connected, 'connected', 'no_answer') AS outcome",
    'duration_s / connected AS duration_s',
    PLACE_IN_TOTAL,
  ])}
)`;

export const calls: AnchoredFacts = {
  read: 'anchored',
  from: ALL_CALLS,
  time: 'occurred_at',
  where: [],
  dimensions: [...COMMON_DIMENSIONS, 'tag', ...CALL_DIMENSIONS],
  entities: 'calls',
  stored: "events FINAL WHERE type IN ('call.logged', 'activity.totalled') AND void = 0",
  record: EVENT_RECORD,
};

/** Connected calls with the time that they took; those of a total took the same. */
export const callTimes: AnchoredFacts = {
  ...calls,
  where: ["outcome = 'connected'"],
  dimensions: [...COMMON_DIMENSIONS, 'tag', 'direction', 'purpose'],
  entities: 'connected calls',
};

/** Calls that are known one by one. */
export const singleCalls = eventFacts('call.logged', 'calls', CALL_DIMENSIONS);

export const connectedCalls = eventFacts('call.logged', 'connected calls', ['direction', 'purpose'], {
  where: ["outcome = 'connected'"],
});

/** Connected calls with the first deal created or won for their account from then on. */
export const followedCalls: AnchoredFacts = {
  read: 'anchored',
  from: `(
  SELECT calls.*, deals.at AS followed_at
  FROM (
    SELECT occurred_at, id, type, comment, ${COLUMNS}, tags, direction, purpose
    FROM ${eventsOf('call.logged')} AND outcome = 'connected' AND ${within('occurred_at')}
  ) AS calls
  ASOF LEFT JOIN (
    ${CREATED_FOR_ACCOUNT}
    UNION ALL
    ${WON_FOR_ACCOUNT}
  ) AS deals ON calls.account = deals.account AND calls.occurred_at <= deals.at
)`,
  time: 'occurred_at',
  where: [],
  dimensions: [...COMMON_DIMENSIONS, 'tag', 'direction', 'purpose'],
  entities: 'connected calls',
  stored: eventsOf('call.logged'),
  record: EVENT_RECORD,
};

/** A meeting that took place, or did for a calendar that never says so. */
export const HELD = `status = 'held' OR (status = 'scheduled' AND has({held_implied_sources:Array(String)}, source) AND starts_at < ${NOW})`;

const MEETING_DIMENSIONS = [...COMMON_DIMENSIONS, 'purpose'] as const satisfies readonly Dimension[];

export const meetings: AnchoredFacts = {
  read: 'anchored',
  from: 'meetings FINAL',
  time: 'starts_at',
  where: ['effective = 1'],
  dimensions: MEETING_DIMENSIONS,
  entities: 'meetings',
  record: { time: 'starts_at', id: 'meeting', type: "'meeting'", comment: 'status' },
};

/** Meetings that took place, and those of daily totals. */
export const meetingsHeld: AnchoredFacts = {
  ...meetings,
  from: `(
  SELECT starts_at, meeting, 'meeting' AS what, purpose, status, ${COLUMNS} FROM meetings FINAL
  WHERE effective = 1 AND (${HELD})
  UNION ALL
  SELECT occurred_at, id, type, purpose, comment, ${COLUMNS} FROM (${totalled('meetings', ['type', 'purpose', PLACE_IN_TOTAL])})
)`,
  where: [],
  stored: 'meetings FINAL WHERE effective = 1',
  record: { ...meetings.record, type: 'what' },
};

export const meetingSchedulings: AnchoredFacts = {
  ...meetings,
  from: 'meeting_schedulings FINAL',
  time: 'scheduled_at',
  record: { time: 'scheduled_at', id: 'meeting', type: "'meeting.scheduled'" },
};

/** Demos and trainings: meetings held, and calls that no meeting of that account, purpose and day stands for. */
export const sessions: AnchoredFacts = {
  read: 'anchored',
  from: `(
  SELECT starts_at AS at, meeting AS session, 'meeting' AS what, purpose, ${COLUMNS} FROM meetings FINAL
  WHERE effective = 1 AND ${within('starts_at')} AND (${HELD})
  UNION ALL
  SELECT occurred_at AS at, id AS session, 'call.logged' AS what, purpose, ${COLUMNS} FROM ${eventsOf('call.logged')}
    AND outcome = 'connected' AND ${within('occurred_at')}
    AND (account = '' OR (account, purpose, ${localDay('occurred_at')}) NOT IN (
      SELECT account, purpose, ${localDay('starts_at')} FROM meetings FINAL WHERE effective = 1 AND account != ''
    ))
)`,
  time: 'at',
  where: [],
  dimensions: COMMON_DIMENSIONS,
  entities: 'meetings and calls',
  record: { time: 'at', id: 'session', type: 'what' },
  stored: 'meetings FINAL WHERE effective = 1',
};

/** What a join gives where nothing happened. */
const NEVER = "toDateTime64(0, 3, 'UTC')";

/** What a rep does: calls, e-mails sent, meetings held, also by daily totals. */
const ACTIVITIES = `${TOTALLED_ACTIVITIES} AND occurred_at < ${TO}
      UNION ALL
      SELECT rep, occurred_at AS at FROM ${eventsOf('call.logged')} AND rep != '' AND occurred_at < ${TO}
      UNION ALL
      SELECT rep, sent_at AS at FROM messages FINAL
      WHERE effective = 1 AND direction = 'outbound' AND rep != '' AND sent_at < ${TO}
      UNION ALL
      SELECT rep, starts_at AS at FROM meetings FINAL
      WHERE effective = 1 AND rep != '' AND starts_at < ${TO} AND (${HELD})`;

const IS_WORKING_DAY =
  'has({working_days:Array(UInt8)}, toDayOfWeek(day)) AND NOT has({holidays:Array(String)}, toString(day))';

/**
 * The reps on the roster at each point, with the working days since their last activity. Of a day's activities the
 * first is enough: it shows whether there was one before the point.
 */
export const silentReps: PointFacts = {
  read: 'points',
  from: `(
  SELECT rep, team, region, point, since,
    arrayCount(day -> ${IS_WORKING_DAY},
      arrayMap(i -> since + i, range(1, toUInt32(greatest(0, dateDiff('day', since, today)) + 1)))) AS silent_days
  FROM (
    SELECT members.rep AS rep, members.team AS team, members.region AS region, members.point AS point,
      ${dayOf('members.as_of')} AS today,
      if(active.first_at = ${NEVER}, members.active_from, ${localDay('active.first_at')}) AS since
    FROM (
      SELECT rep, team, region, active_from, point, point.3 AS as_of
      FROM roster
      ARRAY JOIN arrayFilter(
        p -> active_from <= ${dayOf('p.3')} AND (isNull(active_to) OR active_to > ${dayOf('p.3')}), points) AS point
    ) AS members
    ASOF LEFT JOIN (
      SELECT rep, min(at) AS first_at FROM (
      ${ACTIVITIES}
      ) GROUP BY rep, ${localDay('at')}
    ) AS active ON members.rep = active.rep AND members.as_of > active.first_at
  )
)`,
  where: [],
  dimensions: ['rep', 'team', 'region'],
  entities: 'reps on the roster',
  record: {
    time: 'toDateTime64(since, 3, {time_zone:String})',
    id: 'rep',
    type: "'rep'",
    comment: "concat(toString(silent_days), ' working days')",
  },
  stored: 'roster',
};

const LEAD_COLUMNS = COMMON_COLUMNS.map((name) => `leads.${name} AS ${name}`).join(', ');

/** Everything that reaches out to somebody, with whom. */
const touches = (inTime: (column: string) => string) => `SELECT namespace, lead, contact, account, occurred_at AS at
    FROM ${eventsOf('call.logged')} AND direction = 'outbound' AND ${inTime('occurred_at')}
    UNION ALL
    SELECT namespace, lead, contact, account, sent_at AS at FROM messages FINAL
    WHERE effective = 1 AND direction = 'outbound' AND ${inTime('sent_at')}
    UNION ALL
    SELECT namespace, lead, contact, account, starts_at AS at FROM meetings FINAL
    WHERE effective = 1 AND (${HELD}) AND ${inTime('starts_at')}`;

/**
 * Leads with the first touch from their creation on: one of the same lead, contact or account.
 * @param created which leads, by their creation
 * @param inTime which touches, by their instant
 */
const leadsWithTouch = (created: string, inTime: (column: string) => string) => `(
  SELECT leads.created_at AS created_at, leads.lead AS lead, ${LEAD_COLUMNS},
    arrayFilter(t -> t != ${NEVER}, [by_lead.at, by_contact.at, by_account.at]) AS touches,
    if(empty(touches), NULL, arrayMin(touches)) AS touched_at
  FROM (SELECT * FROM leads FINAL WHERE effective = 1 AND ${created}) AS leads
  ASOF LEFT JOIN (SELECT namespace, lead, at FROM (${touches(inTime)}) WHERE lead != '') AS by_lead
    ON leads.namespace = by_lead.namespace AND leads.lead = by_lead.lead AND leads.created_at <= by_lead.at
  ASOF LEFT JOIN (SELECT contact, at FROM (${touches(inTime)}) WHERE contact != '') AS by_contact
    ON leads.contact = by_contact.contact AND leads.created_at <= by_contact.at
  ASOF LEFT JOIN (SELECT account, at FROM (${touches(inTime)}) WHERE account != '') AS by_account
    ON leads.account = by_account.account AND leads.created_at <= by_account.at
)`;

const beforeEnd = (column: string) => `${column} < ${TO}`;
const sinceBegin = (column: string) => `${column} >= ${FROM}`;

/** Leads at their first touch. */
export const leadTouches: AnchoredFacts = {
  read: 'anchored',
  from: leadsWithTouch(beforeEnd('created_at'), beforeEnd),
  time: 'touched_at',
  where: [],
  dimensions: COMMON_DIMENSIONS,
  entities: 'leads answered',
  record: { ...LEAD_RECORD, time: 'touched_at' },
  stored: 'leads FINAL WHERE effective = 1',
};

/** Leads at their creation, with their first touch. */
export const touchedLeads: AnchoredFacts = {
  ...leadTouches,
  from: leadsWithTouch(within('created_at'), sinceBegin),
  time: 'created_at',
  entities: 'leads',
  record: LEAD_RECORD,
};
