import { flow, level, type CheckedMetric } from './metric';

const AT_CREATION = `
FROM deals AS d INNER JOIN deal_events AS e ON e.source = d.source AND e.deal = d.deal AND e.place = d.created_place`;

const AT_CLOSE = `
FROM deals AS d INNER JOIN deal_events AS e ON e.source = d.source AND e.deal = d.deal AND e.place = d.closed_place`;

/** The deals that were open at the end of each bucket, as they were then. */
const OPEN = `(
SELECT label, was.1 AS rep, was.2 AS team, was.3 AS amount
FROM (
  SELECT label, argMax((rep, team, amount), place) AS was
  FROM buckets CROSS JOIN deals AS d INNER JOIN deal_events AS e ON e.source = d.source AND e.deal = d.deal
  WHERE d.created_at < end AND d.closed_at >= end AND e.at < end
  GROUP BY label, d.source, d.deal))`;

export const DEALS: Readonly<Record<string, CheckedMetric>> = {
  new_opportunities: flow('count', `SELECT d.created_at AS at, e.rep, e.team, 1 AS value ${AT_CREATION}`),
  closed_opportunities: flow(
    'count',
    `SELECT d.closed_at AS at, e.rep, e.team, 1 AS value ${AT_CLOSE} WHERE d.outcome != ''`,
  ),
  won_opportunities: flow(
    'count',
    `SELECT d.closed_at AS at, e.rep, e.team, 1 AS value ${AT_CLOSE} WHERE d.outcome = 'won'`,
  ),
  lost_opportunities: flow(
    'count',
    `SELECT d.closed_at AS at, e.rep, e.team, 1 AS value ${AT_CLOSE} WHERE d.outcome = 'lost'`,
  ),
  won_value: flow(
    'sum',
    `SELECT d.closed_at AS at, e.rep, e.team, e.amount AS value ${AT_CLOSE} WHERE d.outcome = 'won' AND e.amount IS NOT NULL`,
  ),
  deal_size: flow(
    'median',
    `SELECT d.closed_at AS at, e.rep, e.team, e.amount AS value ${AT_CLOSE} WHERE d.outcome = 'won' AND e.amount IS NOT NULL`,
  ),
  win_rate: flow(
    'ratio',
    `SELECT d.closed_at AS at, e.rep, e.team, d.outcome = 'won' AS value ${AT_CLOSE} WHERE d.outcome != ''`,
  ),
  sales_cycle: flow(
    'median',
    `SELECT d.closed_at AS at, e.rep, e.team,
      dateDiff('day', toDate(d.created_at, {tz}), toDate(d.closed_at, {tz})) AS value ${AT_CLOSE} WHERE d.outcome = 'won'`,
  ),
  open_opportunities: level('count', `SELECT label, rep, team, 1 AS value FROM ${OPEN}`),
  pipeline_value: level('sum', `SELECT label, rep, team, ifNull(amount, 0) AS value FROM ${OPEN}`),
};
