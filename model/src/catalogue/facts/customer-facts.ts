import { COMMON_DIMENSIONS, type Dimension } from '../dimensions';
import {
  COMMON_COLUMNS,
  FIRST_END,
  FROM,
  HELD_POINTS,
  HOLDS_STILL,
  NOW,
  TO,
  daysBefore,
  eventFacts,
  eventsOf,
  trailingPoints,
  type AnchoredFacts,
  type PointFacts,
  type Scope,
} from './facts';

const answersTo = (survey: string) => eventFacts('survey.answered', 'answers', [], { where: [`survey = '${survey}'`] });
export const npsAnswers = answersTo('nps');
export const csatAnswers = answersTo('csat');

const REVIEW_DIMENSIONS = [...COMMON_DIMENSIONS, 'site'] as const satisfies readonly Dimension[];

export const reviews: AnchoredFacts = {
  read: 'anchored',
  from: 'reviews FINAL',
  time: 'posted_at',
  where: ['effective = 1'],
  dimensions: REVIEW_DIMENSIONS,
  entities: 'reviews',
  record: { time: 'posted_at', id: 'review', type: "'review.posted'", comment: "concat(toString(rating), ' stars')" },
};

const TICKET_DIMENSIONS = [...COMMON_DIMENSIONS, 'priority'] as const satisfies readonly Dimension[];

export const tickets: AnchoredFacts = {
  read: 'anchored',
  from: 'tickets FINAL',
  time: 'opened_at',
  where: ['effective = 1'],
  dimensions: TICKET_DIMENSIONS,
  entities: 'tickets',
  record: { time: 'opened_at', id: 'ticket', type: "'ticket'" },
};
export const ticketReplies: AnchoredFacts = {
  ...tickets,
  time: 'first_replied_at',
  entities: 'answered tickets',
  record: { ...tickets.record, time: 'first_replied_at' },
};
/** Tickets that were to be resolved by some time, at that time. */
export const ticketDues: AnchoredFacts = {
  ...tickets,
  time: 'due_at',
  where: [...tickets.where, `due_at < ${NOW}`],
  entities: 'tickets due',
  stored: 'tickets FINAL WHERE effective = 1',
  record: { ...tickets.record, time: 'due_at' },
};
/** A ticket that was reopened and not resolved since is not resolved. */
export const IS_RESOLVED = 'isNotNull(resolved_at) AND (isNull(reopened_at) OR reopened_at <= resolved_at)';
/** Of its resolutions and reopenings until it was due, the last is a resolution. */
export const WAS_RESOLVED_WHEN_DUE = `notEmpty(arrayFilter(t -> t <= due_at, resolutions))
    AND arrayLast(t -> t <= due_at, reopenings) <= arrayLast(t -> t <= due_at, resolutions)`;
export const ticketResolutions: AnchoredFacts = {
  ...tickets,
  time: 'resolved_at',
  entities: 'resolved tickets',
  record: { ...tickets.record, time: 'resolved_at' },
};

export const usageRecords = eventFacts('usage.recorded', 'usage records', ['feature'], {
  record: { comment: 'toString(quantity)' },
});

const COLUMNS = COMMON_COLUMNS.join(', ');
const USAGE_DAYS = 28;

/** Usage of the 28 days before each point, and of the 28 before those. */
export const usageWindows: PointFacts = {
  read: 'points',
  from: `(
  SELECT occurred_at, id, type, ${COLUMNS}, tags, feature, quantity, point,
    occurred_at >= ${daysBefore('point', USAGE_DAYS)} AS is_recent
  FROM (
    SELECT * FROM ${eventsOf('usage.recorded')}
      AND occurred_at >= ${FIRST_END} - toIntervalDay(${2 * USAGE_DAYS + 1}) AND occurred_at < ${TO}
  ) ARRAY JOIN ${trailingPoints('occurred_at', 2 * USAGE_DAYS)} AS point
)`,
  where: [],
  dimensions: usageRecords.dimensions,
  entities: 'usage records',
  record: usageRecords.record,
  stored: eventsOf('usage.recorded'),
};

/** The intervals in which a subscription was live with the same revenue and dimensions, back to some instant. */
export const liveSubscriptions = (since: string) => `(
    SELECT valid_from, ${HOLDS_STILL} AS valid_to, ${COLUMNS}, namespace, subscription, mrr, started_at
    FROM subscriptions FINAL WHERE is_live = 1
    UNION ALL
    SELECT valid_from, valid_to, ${COLUMNS}, namespace, subscription, mrr, started_at
    FROM subscription_history FINAL WHERE effective = 1 AND is_live = 1 AND valid_to >= ${since}
  )`;

/** Live subscriptions at each point. */
export const subscriptions: PointFacts = {
  read: 'points',
  from: `(
  SELECT valid_from, ${COLUMNS}, mrr, point FROM ${liveSubscriptions(FIRST_END)} ARRAY JOIN ${HELD_POINTS} AS point
)`,
  where: [],
  dimensions: COMMON_DIMENSIONS,
  entities: 'accounts',
  record: { time: 'valid_from', id: 'account', type: "'account'", amount: 'mrr' },
  stored: 'subscriptions FINAL',
};

/** Accounts with what they pay at the start and at the end of each bucket. */
export const accountPeriods: PointFacts = {
  read: 'points',
  from: ({ groups, names, conditions }: Scope) => `(
  SELECT point${names}, account,
    countIf(is_start) > 0 AS at_start, countIf(NOT is_start) > 0 AS at_end,
    sumIf(ifNull(mrr, 0), is_start) AS start_mrr, sumIf(ifNull(mrr, 0), NOT is_start) AS end_mrr
  FROM (
    SELECT moment.1 AS point, moment.2 AS is_start${groups}, account, mrr
    FROM ${liveSubscriptions(FROM)}
    ARRAY JOIN arrayConcat(
      arrayMap(p -> (p, true), arrayFilter(p -> p.2 < p.3 AND valid_from < p.2 AND valid_to >= p.2, points)),
      arrayMap(p -> (p, false), arrayFilter(p -> p.2 < p.3 AND valid_from < p.3 AND valid_to >= p.3, points))
    ) AS moment
    WHERE 1${conditions}
  )
  GROUP BY point${names}, account
)`,
  where: ['at_start'],
  dimensions: COMMON_DIMENSIONS,
  entities: 'accounts',
  record: { time: 'point.2', id: 'account', type: "'account'", amount: 'start_mrr', dimensions: ['account'] },
  stored: 'subscriptions FINAL',
};

const LIFETIME_MONTHS = 12;
const monthsBefore = (months: string) => `toTimeZone(p.3, {time_zone:String}) - toIntervalMonth(${months})`;

/** Accounts with the months' ends, counted back from each point, at which they had a live subscription. */
export const accountMonths: PointFacts = {
  read: 'points',
  from: ({ groups, names, conditions }: Scope) => `(
  SELECT point${names}, account, groupUniqArray(months_back) AS live, sumIf(mrr, months_back = 0) AS mrr
  FROM (
    SELECT moment.1 AS point, moment.2 AS months_back${groups}, account, mrr
    FROM ${liveSubscriptions(`${FIRST_END} - toIntervalMonth(${LIFETIME_MONTHS + 1})`)}
    ARRAY JOIN arrayFilter(
      m -> valid_from < m.3 AND valid_to >= m.3,
      arrayFlatten(arrayMap(p -> arrayMap(k -> (p, k, ${monthsBefore('k')}), range(0, ${LIFETIME_MONTHS + 1})), points))
    ) AS moment
    WHERE 1${conditions}
  )
  GROUP BY point${names}, account
)`,
  where: [],
  dimensions: COMMON_DIMENSIONS,
  entities: 'accounts',
  stored: 'subscriptions FINAL',
  record: { time: 'point.3', id: 'account', type: "'account'", amount: 'mrr', dimensions: ['account'] },
};
/** Of the accounts live at the beginning of each of the last 12 months: how many there were, and how many were not live at its end. */
export const MONTHLY_ACCOUNTS = `sumForEach(arrayMap(k -> has(live, k), range(1, ${LIFETIME_MONTHS + 1})))`;
export const MONTHLY_LOSSES = `sumForEach(arrayMap(k -> has(live, k) AND NOT has(live, k - 1), range(1, ${LIFETIME_MONTHS + 1})))`;
