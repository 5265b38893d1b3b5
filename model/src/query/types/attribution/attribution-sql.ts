import { HELD } from '../../../catalogue/facts/activity-facts';
import { FROM, TO, eventsOf, within } from '../../../catalogue/facts/facts';
import { filterCondition } from '../../shared/filters';
import { conjunction } from '../../shared/sql';
import type { CheckedAttributionQuery } from './schema';

/** How long before a deal is won a touch may have had a part in it. */
const DAYS = 90;
const HALF_LIFE_DAYS = 14;

/** What a touch's part in its deal is worth, beside the others' parts: row by row over all touches of a deal. */
const WORTH: Record<CheckedAttributionQuery['parameters']['model'], string> = {
  first: 'row_number() OVER (PARTITION BY key ORDER BY at, what, touch) = 1',
  last: 'row_number() OVER (PARTITION BY key ORDER BY at DESC, what DESC, touch DESC) = 1',
  linear: '1',
  time_decay: `exp2(-(toUnixTimestamp64Milli(closed_at) - toUnixTimestamp64Milli(at)) / ${HALF_LIFE_DAYS * 86_400_000})`,
};

/**
 * The SELECT of an attribution: a row for each value of the dimension with `dimension`, `cents` (of the reporting
 * currency), `won_count`, `touches` and `n`, the won opportunities that it has a part in. A deal's amount is dealt out in
 * whole cents, what is left over to the largest part, so that the rows add up to what was won.
 */
export function attributionSql({ groupBy: [dimension], filters, parameters }: CheckedAttributionQuery): string {
  const won = ['effective = 1', 'is_won = 1', within('closed_at'), ...filters.map(filterCondition)];
  return `WITH deals AS (
  SELECT key, account, closed_at, toInt64(ifNull(amount, 0) * 100) AS cents FROM opportunity_closes FINAL
  WHERE ${conjunction(won)}
), touches AS (
  ${touchesSql(dimension)}
), parts AS (
  SELECT *, ${WORTH[parameters.model]} AS worth
  FROM (
    SELECT deals.key AS key, deals.closed_at AS closed_at, deals.cents AS cents,
      touches.at AS at, touches.what AS what, touches.touch AS touch, touches.name AS name
    FROM deals INNER JOIN touches ON touches.account = deals.account
    WHERE touches.at < deals.closed_at AND touches.at >= deals.closed_at - toIntervalDay(${DAYS})
  )
), shares AS (
  SELECT key, name, any(cents) AS cents, count() AS touches, sum(worth) AS worth FROM parts GROUP BY key, name
  UNION ALL
  SELECT key, '' AS name, cents, 0 AS touches, 1 AS worth FROM deals WHERE key NOT IN (SELECT key FROM parts)
), dealt AS (
  SELECT *, worth / sum(worth) OVER (PARTITION BY key) AS share, toInt64(floor(cents * share)) AS whole
  FROM shares
)
SELECT name AS dimension,
  sum(whole + if(place = 1, cents - all_whole, 0)) AS cents,
  sum(share) AS won_count, sum(touches) AS touches, countIf(worth > 0) AS n
FROM (
  SELECT *, sum(whole) OVER (PARTITION BY key) AS all_whole,
    row_number() OVER (PARTITION BY key ORDER BY share DESC, name) AS place
  FROM dealt
)
GROUP BY name
ORDER BY cents DESC, won_count DESC, name`;
}

function touchesSql(dimension: string): string {
  const early = (at: string) => `${at} >= ${FROM} - toIntervalDay(${DAYS}) AND ${at} < ${TO}`;
  const ofDeals = "account != '' AND account IN (SELECT account FROM deals)";
  const state = (table: string, id: string, at: string, what: string, more = '') =>
    `SELECT account, ${at} AS at, '${what}' AS what, concat(source, '/', ${id}) AS touch, toString(${dimension}) AS name
  FROM ${table} FINAL WHERE effective = 1 AND ${ofDeals} AND ${early(at)}${more}`;
  return [
    `SELECT account, occurred_at AS at, toString(type) AS what, concat(source, '/', id) AS touch, toString(${dimension}) AS name
  FROM ${eventsOf('call.logged')} AND ${ofDeals} AND ${early('occurred_at')}`,
    state('messages', 'message', 'sent_at', 'email.sent'),
    state('meetings', 'meeting', 'starts_at', 'meeting.held', ` AND (${HELD})`),
    state('leads', 'lead', 'created_at', 'lead.created'),
    `SELECT visitors.account AS account, visits.occurred_at AS at, 'web.visited' AS what,
    concat(visits.source, '/', visits.id) AS touch, toString(visits.${dimension}) AS name
  FROM (SELECT * FROM ${eventsOf('web.visited')} AND ${early('occurred_at')}) AS visits
  INNER JOIN (
    SELECT DISTINCT visitor, account FROM leads FINAL WHERE effective = 1 AND visitor != '' AND ${ofDeals}
  ) AS visitors ON visitors.visitor = visits.visitor`,
  ].join('\n  UNION ALL\n  ');
}
