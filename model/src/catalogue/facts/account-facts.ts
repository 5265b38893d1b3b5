import { COMMON_DIMENSIONS } from '../dimensions';
import { HELD } from './activity-facts';
import { liveSubscriptions } from './customer-facts';
import {
  FIRST_END,
  HELD_POINTS,
  TO,
  dayOf,
  daysBefore,
  eventsOf,
  localDay,
  trailingPoints,
  type PointFacts,
  type Scope,
} from './facts';

/** The accounts that are live at each point, in the query's groups. */
const liveAccounts = ({ groups, names, conditions }: Scope) => `(
    SELECT DISTINCT point${names}, account FROM (
      SELECT point, account${groups}
      FROM ${liveSubscriptions(FIRST_END)} ARRAY JOIN ${HELD_POINTS} AS point
      WHERE 1${conditions}
    )
  )`;

const on = (name: string) => `ON ${name}.account = live.account AND ${name}.bucket = live.point.1`;

/** What is not older than some days before the first point, nor newer than the range. */
const recent = (column: string, days: number | string) =>
  `${column} >= ${FIRST_END} - toIntervalDay(${days} + 1) AND ${column} < ${TO}`;

/** Calls and meetings with accounts, by whom. */
const talks = (inTime: (column: string) => string) =>
  `SELECT account, rep, occurred_at AS at FROM ${eventsOf('call.logged')} AND account != '' AND ${inTime('occurred_at')}
      UNION ALL
      SELECT account, rep, starts_at AS at FROM meetings FINAL
      WHERE effective = 1 AND account != '' AND ${inTime('starts_at')} AND (${HELD})`;

/** Live accounts that their manager has not spoken to for some days; one without a manager is among them. */
export const overdueCheckIns: PointFacts = {
  read: 'points',
  from: (scope) => `(
  SELECT live.point AS point${scope.groupBy.map((_, index) => `, live.d${index} AS d${index}`).join('')}, live.account AS account
  FROM ${liveAccounts(scope)} AS live
  LEFT JOIN (
    SELECT account, rep, point.1 AS bucket FROM account_managers ARRAY JOIN ${HELD_POINTS} AS point
  ) AS manager ${on('manager')}
  LEFT JOIN (
    SELECT account, rep, point.1 AS bucket, count() AS talks
    FROM (${talks((column) => recent(column, '{days:UInt32}'))}) ARRAY JOIN ${trailingPoints('at', '{days:UInt32}')} AS point
    GROUP BY account, rep, bucket
  ) AS talk ${on('talk')} AND talk.rep = manager.rep
  WHERE manager.rep = '' OR talk.talks = 0
)`,
  where: [],
  dimensions: COMMON_DIMENSIONS,
  entities: 'accounts',
  stored: 'subscriptions FINAL',
  record: { time: 'point.3', id: 'account', type: "'account'", dimensions: ['account'] },
};

const USAGE = `SELECT account, point.1 AS bucket,
      sumIf(assumeNotNull(quantity), occurred_at >= ${daysBefore('point', 28)}) AS recent,
      sumIf(assumeNotNull(quantity), occurred_at < ${daysBefore('point', 28)}) AS before
    FROM (SELECT account, occurred_at, quantity FROM ${eventsOf('usage.recorded')} AND ${recent('occurred_at', 56)})
    ARRAY JOIN ${trailingPoints('occurred_at', 56)} AS point
    GROUP BY account, bucket`;

const ANSWER = `SELECT account, point.1 AS bucket, argMax(assumeNotNull(score), (occurred_at, source, id)) AS score, 1 AS known
    FROM (SELECT account, occurred_at, source, id, score FROM ${eventsOf('survey.answered')} AND survey = 'nps' AND ${recent('occurred_at', 180)})
    ARRAY JOIN ${trailingPoints('occurred_at', 180)} AS point
    GROUP BY account, bucket`;

/** Of its resolutions and reopenings before the point, the last decides; one that is resolved twice was not open in between. */
const IS_OPEN = `(empty(arrayFilter(t -> t < point.3, resolutions))
        OR arrayLast(t -> t < point.3, reopenings) > arrayLast(t -> t < point.3, resolutions))`;
const TICKETS = `SELECT account, point.1 AS bucket, 1 AS known,
      countIf(opened_at < ${daysBefore('point', 7)} AND ${IS_OPEN}) AS overdue
    FROM (SELECT account, opened_at, resolutions, reopenings FROM tickets FINAL WHERE effective = 1)
    ARRAY JOIN arrayFilter(p -> opened_at < p.3, points) AS point
    GROUP BY account, bucket`;

/** The last contact before each point, found first within the buckets and then carried to the later ones. */
const CONTACT = `SELECT account, point.1 AS bucket, max(latest) AS at
    FROM (
      SELECT account, arrayFirstIndex(p -> at < p.3, points) AS first, max(at) AS latest
      FROM (
        SELECT account, at FROM (${talks((column) => `${column} < ${TO}`)})
        UNION ALL
        SELECT account, sent_at AS at FROM messages FINAL
        WHERE effective = 1 AND direction = 'outbound' AND account != '' AND sent_at < ${TO}
      )
      GROUP BY account, first HAVING first > 0
    )
    ARRAY JOIN arraySlice(points, first) AS point
    GROUP BY account, bucket`;

const REVENUE_DAYS = 90;
const REVENUE = `SELECT account, moment.1.1 AS bucket, sumIf(ifNull(mrr, 0), moment.2 = 0) AS now,
      sumIf(ifNull(mrr, 0), moment.2 = 1) AS before, countIf(moment.2 = 1) AS was_live,
      minIf(started_at, moment.2 = 0) AS started_at
    FROM ${liveSubscriptions(`${FIRST_END} - toIntervalDay(${REVENUE_DAYS + 1})`)}
    ARRAY JOIN arrayConcat(
      arrayMap(p -> (p, 0), ${HELD_POINTS}),
      arrayMap(p -> (p, 1), arrayFilter(p -> valid_from < ${daysBefore('p', REVENUE_DAYS)}
        AND valid_to >= ${daysBefore('p', REVENUE_DAYS)}, points))
    ) AS moment
    GROUP BY account, bucket`;

const REVIEW = `SELECT account, point.1 AS bucket, min(rating) AS worst
    FROM (SELECT account, posted_at, assumeNotNull(rating) AS rating FROM reviews FINAL
      WHERE effective = 1 AND ${recent('posted_at', 180)})
    ARRAY JOIN ${trailingPoints('posted_at', 180)} AS point
    GROUP BY account, bucket`;

const weight = (component: string) => `{weight_${component}:Float64}`;
const clamp = (value: string) => `least(1, greatest(0, ${value}))`;

/** What is known of an account's health: for each component whether it is known, and the part of its points lost. */
const COMPONENTS: Record<string, { known: string; lost: string }> = {
  usage: { known: 'usage.before > 0', lost: clamp('(1 - usage.recent / usage.before) / 0.6') },
  nps: { known: 'answer.known = 1', lost: 'multiIf(answer.score <= 6, 1, answer.score <= 8, 0.25, 0)' },
  tickets: { known: 'ticket.known = 1', lost: clamp('ticket.overdue * 3 / 15') },
  contact: {
    known: '1',
    lost: clamp(
      `(dateDiff('day', ${localDay("if(contact.at = toDateTime64(0, 3, 'UTC'), revenue.started_at, contact.at)")}, ${dayOf('live.point.3')}) - 30) / 60`,
    ),
  },
  mrr: { known: 'revenue.was_live > 0', lost: 'revenue.now < revenue.before' },
  review: { known: 'review.worst > 0', lost: 'review.worst <= 2' },
};

/** The fewest components that make a score. */
const ENOUGH_COMPONENTS = 2;
const sumOf = (each: (name: string, component: { known: string; lost: string }) => string) =>
  Object.entries(COMPONENTS)
    .map(([name, component]) => each(name, component))
    .join(' + ');

const KNOWN_COMPONENTS = sumOf((_name, { known }) => `(${known})`);
const KNOWN_POINTS = sumOf((name, { known }) => `if(${known}, ${weight(name)}, 0)`);
const LOST_POINTS = sumOf((name, { known, lost }) => `if(${known}, ${weight(name)} * (${lost}), 0)`);

/** The points that each component takes off, scaled up like the whole: `lost_usage`, `lost_nps` …; 0 where it is not known. */
const LOST_EACH = Object.entries(COMPONENTS)
  .map(([name, { known, lost }]) => `if(${known}, 100 * ${weight(name)} * (${lost}) / known_points, 0) AS lost_${name}`)
  .join(',\n    ');

/** Live accounts with their health from 0 to 100, null where too little is known, and what it is made of. */
export const accountHealth: PointFacts = {
  read: 'points',
  from: (scope) => `(
  SELECT live.point AS point${scope.groupBy.map((_, index) => `, live.d${index} AS d${index}`).join('')}, live.account AS account,
    ${KNOWN_POINTS} AS known_points,
    if(${KNOWN_COMPONENTS} < ${ENOUGH_COMPONENTS} OR known_points = 0, NULL, 100 * (1 - (${LOST_POINTS}) / known_points)) AS health,
    ${LOST_EACH},
    usage.recent AS usage_recent, usage.before AS usage_before, answer.score AS nps_score, ticket.overdue AS overdue_tickets,
    if(contact.at = toDateTime64(0, 3, 'UTC'), NULL, contact.at) AS last_contact,
    revenue.now AS mrr, revenue.before AS mrr_before, review.worst AS worst_review
  FROM ${liveAccounts(scope)} AS live
  LEFT JOIN (${USAGE}) AS usage ${on('usage')}
  LEFT JOIN (${ANSWER}) AS answer ${on('answer')}
  LEFT JOIN (${TICKETS}) AS ticket ${on('ticket')}
  LEFT JOIN (${CONTACT}) AS contact ${on('contact')}
  LEFT JOIN (${REVENUE}) AS revenue ${on('revenue')}
  LEFT JOIN (${REVIEW}) AS review ${on('review')}
)`,
  where: [],
  dimensions: COMMON_DIMENSIONS,
  entities: 'accounts',
  stored: 'subscriptions FINAL',
  record: {
    time: 'point.3',
    id: 'account',
    type: "'account'",
    dimensions: ['account'],
    comment: "concat('health ', toString(round(health)))",
  },
};
