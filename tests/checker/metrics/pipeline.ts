import { OPEN } from './deals';
import { flow, level, type CheckedMetric } from './metric';

const DAYS = `dateDiff('day', toDate(began_at, {tz}), toDate(at, {tz}))`;

/** The median stay of the year before the end of each bucket. */
const USUAL = `(
SELECT label, stage, quantileExactInclusive(0.5)(${DAYS}) AS usual FROM buckets CROSS JOIN stays
WHERE at >= subtractYears(end, 1) AND at < end GROUP BY label, stage)`;

const STALLED = `(
SELECT o.label AS label, rep, team, amount
FROM ${OPEN} AS o INNER JOIN ${USUAL} AS u ON u.label = o.label AND u.stage = o.stage
WHERE dateDiff('day', toDate(o.last_at, {tz}), toDate(subtractMilliseconds(o.end, 1), {tz})) > 2 * usual)`;

export const PIPELINE: Readonly<Record<string, CheckedMetric>> = {
  stage_time: flow('median', `SELECT at, rep, team, ${DAYS} AS value FROM stays`),
  stalled_opportunities: level('count', `SELECT label, rep, team, 1 AS value FROM ${STALLED}`),
  stalled_value: level('sum', `SELECT label, rep, team, ifNull(amount, 0) AS value FROM ${STALLED}`),
  sales_velocity: level(
    'formula',
    `SELECT label, name, least(sum(is_open), sum(sized)) AS weight,
      sum(is_open) * sum(won) / sum(closed) * (sum(amount) / sum(sized)) / (sum(days) / sum(won)) AS value
    FROM (
      SELECT label, {name} AS name, 1 AS is_open, 0 AS closed, 0 AS won, 0 AS sized, 0. AS amount, 0 AS days FROM ${OPEN}
      UNION ALL
      SELECT label, {name} AS name, 0 AS is_open, 1 AS closed, outcome = 'won' AS won, won AND c.amount IS NOT NULL AS sized,
        if(sized, ifNull(toFloat64(c.amount), 0), 0) AS amount, if(won, dateDiff('day', toDate(created_at, {tz}), toDate(at, {tz})), 0) AS days
      FROM buckets CROSS JOIN deal_closes AS c WHERE at >= subtractDays(end, 90) AND at < end)
    GROUP BY label, name HAVING sum(sized) > 0`,
  ),
};
