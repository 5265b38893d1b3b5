import { flow, level, type CheckedMetric } from './metric';

/** The deals that were open at the end of each bucket, as they were then. */
export const OPEN = `(
SELECT label, end, last_at, was.1 AS rep, was.2 AS team, was.3 AS amount, ifNull(was.4, '') AS stage
FROM (
  SELECT label, end, argMax((rep, team, amount, stage), place) AS was, max(e.at) AS last_at
  FROM buckets CROSS JOIN deals AS d INNER JOIN deal_events AS e ON e.source = d.source AND e.deal = d.deal
  WHERE d.created_at < end AND d.closed_at >= end AND e.at < end
  GROUP BY label, end, d.source, d.deal))`;

export const DEALS: Readonly<Record<string, CheckedMetric>> = {
  new_opportunities: flow('count', 'SELECT at, rep, team, 1 AS value FROM deal_creations'),
  closed_opportunities: flow('count', 'SELECT at, rep, team, 1 AS value FROM deal_closes'),
  won_opportunities: flow('count', `SELECT at, rep, team, 1 AS value FROM deal_closes WHERE outcome = 'won'`),
  lost_opportunities: flow('count', `SELECT at, rep, team, 1 AS value FROM deal_closes WHERE outcome = 'lost'`),
  won_value: flow(
    'sum',
    `SELECT at, rep, team, amount AS value FROM deal_closes WHERE outcome = 'won' AND amount IS NOT NULL`,
  ),
  deal_size: flow(
    'median',
    `SELECT at, rep, team, amount AS value FROM deal_closes WHERE outcome = 'won' AND amount IS NOT NULL`,
  ),
  win_rate: flow('ratio', `SELECT at, rep, team, outcome = 'won' AS value FROM deal_closes`),
  win_rate_value: flow(
    'share',
    `SELECT at, rep, team, if(outcome = 'won', toFloat64(amount), 0) AS value, toFloat64(amount) AS weight
    FROM deal_closes WHERE amount >= 0`,
  ),
  sales_cycle: flow(
    'median',
    `SELECT at, rep, team,
      dateDiff('day', toDate(created_at, {tz}), toDate(at, {tz})) AS value FROM deal_closes WHERE outcome = 'won'`,
  ),
  open_opportunities: level('count', `SELECT label, rep, team, 1 AS value FROM ${OPEN}`),
  pipeline_value: level('sum', `SELECT label, rep, team, ifNull(amount, 0) AS value FROM ${OPEN}`),
};
