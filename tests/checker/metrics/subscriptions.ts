import { text } from './fields';
import { level, type CheckedMetric } from './metric';

/** What lived at an edge of each bucket: subscriptions as they were then. */
const liveAt = (edge: 'start' | 'end') => `(
SELECT label, was.1 AS rep, was.2 AS team, was.3 AS account, was.4 AS mrr
FROM (
  SELECT label, argMax((rep, team, account, mrr), place) AS was, argMax(type, place) AS last
  FROM buckets CROSS JOIN subscription_events AS e WHERE e.at < ${edge} GROUP BY label, e.source, e.subscription)
WHERE last != 'subscription.cancelled')`;

/** Who was in charge of each account at the end of each bucket. */
const MANAGERS = `(
SELECT label, end, account, argMax(manager, at) AS manager
FROM buckets CROSS JOIN (
  SELECT at, ${text('account')} AS account, ${text('rep')} AS manager FROM events WHERE type = 'account.assigned') AS a
WHERE at < end GROUP BY label, end, account)`;

/** Calls either way and meetings held, by whom and with whom. */
const CHECKINS = `(
SELECT at, ${text('rep')} AS rep, ${text('account')} AS account FROM events WHERE type = 'call.logged'
UNION ALL SELECT starts_at, rep, account FROM meetings WHERE state = 'held')`;

/** What each account paid at both edges of each bucket, of those with a live subscription at its start. */
const PAID = `(
SELECT label, {group}, account, sum(if(edge = 1, mrr, 0)) AS before, sum(if(edge = 2, mrr, 0)) AS after
FROM (SELECT *, 1 AS edge FROM ${liveAt('start')} UNION ALL SELECT *, 2 AS edge FROM ${liveAt('end')})
GROUP BY label, {group}, account HAVING countIf(edge = 1) > 0)`;

const ofPaid = (made: CheckedMetric['made'], value: string): CheckedMetric => ({
  ...level(made, `SELECT label, {group}, ${value} AS value, toFloat64(before) AS weight FROM ${PAID}`),
  shortest: 'month',
});

export const SUBSCRIPTIONS: Readonly<Record<string, CheckedMetric>> = {
  mrr: level('sum', `SELECT label, {group}, account, sum(mrr) AS value FROM ${liveAt('end')} GROUP BY ALL`),
  active_accounts: level('count', `SELECT DISTINCT label, {group}, account, 1 AS value FROM ${liveAt('end')}`),
  churn_rate: {
    ...level(
      'ratio',
      `SELECT label, {group}, account, (label, ifNull({group}, ''), account) NOT IN (
        SELECT label, ifNull({group}, ''), account FROM ${liveAt('end')}) AS value
      FROM (SELECT DISTINCT label, {group}, account FROM ${liveAt('start')})`,
    ),
    shortest: 'month',
  },
  checkins_overdue: level(
    'count',
    `SELECT DISTINCT label, {group}, account, 1 AS value FROM ${liveAt('end')} WHERE (label, account) NOT IN (
      SELECT label, m.account FROM ${MANAGERS} AS m INNER JOIN ${CHECKINS} AS c ON c.account = m.account AND c.rep = m.manager
      WHERE c.at >= subtractDays(m.end, 30) AND c.at < m.end)`,
  ),
  revenue_churn_rate: ofPaid('share', 'toFloat64(greatest(before - after, 0))'),
  net_revenue_retention: ofPaid('share', 'toFloat64(after)'),
  expansion_mrr: ofPaid('total', 'toFloat64(greatest(after - before, 0))'),
};
