import { PEOPLE, text } from './fields';
import { flow, level, type CheckedMetric } from './metric';

/** The first page of each visit: half an hour without a page ends one. */
const VISITS = `(
SELECT at, visitor, rep, team
FROM (
  SELECT at, visitor, rep, team, lagInFrame(toNullable(at)) OVER (PARTITION BY visitor ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS before
  FROM (SELECT at, JSONExtractString(body, 'visitor') AS visitor, ${PEOPLE} FROM events WHERE type = 'web.visited'))
WHERE before IS NULL OR at >= before + INTERVAL 30 MINUTE)`;

export const WEB: Readonly<Record<string, CheckedMetric>> = {
  web_visits: flow('count', `SELECT at, rep, team, 1 AS value FROM ${VISITS}`),
  web_visitors: level(
    'count',
    `SELECT DISTINCT label, {group}, visitor, 1 AS value FROM buckets CROSS JOIN ${VISITS} AS v WHERE at >= start AND at < end`,
  ),
  visit_to_lead_rate: flow(
    'ratio',
    `SELECT f.at AS at, f.rep AS rep, f.team AS team, countIf(l.at >= f.at AND l.at < f.at + INTERVAL 720 HOUR) > 0 AS value
    FROM (SELECT * FROM ${VISITS} ORDER BY at LIMIT 1 BY visitor) AS f
    LEFT JOIN (SELECT ${text('visitor')} AS visitor, at FROM events WHERE type = 'lead.created') AS l ON l.visitor = f.visitor
    GROUP BY f.visitor, f.at, f.rep, f.team`,
  ),
};
