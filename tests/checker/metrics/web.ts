import { flow, type CheckedMetric } from './metric';

/** The first page of each visit: half an hour without a page ends one. */
const VISITS = `(
SELECT at, NULL AS rep, NULL AS team
FROM (
  SELECT at, lagInFrame(toNullable(at)) OVER (PARTITION BY visitor ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS before
  FROM (SELECT at, JSONExtractString(body, 'visitor') AS visitor FROM events WHERE type = 'web.visited'))
WHERE before IS NULL OR at >= before + INTERVAL 30 MINUTE)`;

export const WEB: Readonly<Record<string, CheckedMetric>> = {
  web_visits: flow('count', `SELECT at, rep, team, 1 AS value FROM ${VISITS}`),
};
