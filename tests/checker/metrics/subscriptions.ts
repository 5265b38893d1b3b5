import { level, type CheckedMetric } from './metric';

/** What lived at an edge of each bucket: subscriptions as they were then. */
const liveAt = (edge: 'start' | 'end') => `(
SELECT label, was.1 AS rep, was.2 AS team, was.3 AS account, was.4 AS mrr
FROM (
  SELECT label, argMax((rep, team, account, mrr), place) AS was, argMax(type, place) AS last
  FROM buckets CROSS JOIN subscription_events AS e WHERE e.at < ${edge} GROUP BY label, e.source, e.subscription)
WHERE last != 'subscription.cancelled')`;

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
};
