import { number, PEOPLE, text } from './fields';
import { flow, type CheckedMetric } from './metric';

/** Calls, and totals of calls as so many of them; of a total without `connected` nothing is known of its outcomes. */
const CALLS = `(
SELECT at, ${PEOPLE}, ifNull(${text('direction')}, 'outbound') AS direction, type = 'call.logged' AS is_known,
  if(is_known, 1, ${number('count')}) AS count, if(is_known, ${text('outcome')} = 'connected', ${number('connected')}) AS connected,
  ${number('duration_s')} AS duration, ${number('wait_s')} AS wait
FROM events WHERE type = 'call.logged' OR type = 'activity.totalled' AND ${text('counted')} = 'calls')`;

const rateOf = (direction: string) =>
  flow(
    'parts',
    `SELECT at, rep, team, connected AS value, count AS weight FROM ${CALLS}
    WHERE direction = '${direction}' AND connected IS NOT NULL`,
  );

export const ACTIVITIES: Readonly<Record<string, CheckedMetric>> = {
  calls: flow('count', `SELECT at, rep, team, count AS value FROM ${CALLS}`),
  call_connect_rate: rateOf('outbound'),
  call_answer_rate: rateOf('inbound'),
  call_service_level: flow(
    'ratio',
    `SELECT at, rep, team, connected = 1 AND wait <= 20 AS value FROM ${CALLS}
    WHERE is_known AND direction = 'inbound' AND wait IS NOT NULL`,
  ),
  call_duration: flow(
    'median',
    `SELECT at, rep, team, duration AS value FROM ${CALLS} WHERE is_known AND connected = 1 AND duration IS NOT NULL`,
  ),
  call_conversion_rate: flow(
    'ratio',
    `SELECT c.at AS at, c.rep AS rep, c.team AS team, countIf(o.at >= c.at AND o.at < c.at + INTERVAL 720 HOUR) > 0 AS value
    FROM (SELECT source, id, at, ${PEOPLE}, ${text('account')} AS account FROM events
      WHERE type = 'call.logged' AND ${text('outcome')} = 'connected' AND account IS NOT NULL) AS c
    LEFT JOIN (SELECT account, at FROM deal_creations UNION ALL SELECT account, at FROM deal_closes WHERE outcome = 'won') AS o
      ON o.account = c.account
    GROUP BY c.source, c.id, c.at, c.rep, c.team`,
  ),
  call_time: flow(
    'sum',
    `SELECT at, rep, team, duration AS value FROM ${CALLS} WHERE is_known AND connected = 1 AND duration IS NOT NULL`,
  ),
  intent_signals: flow('count', `SELECT at, ${PEOPLE}, 1 AS value FROM events WHERE type = 'intent.observed'`),
  usage: flow('sum', `SELECT at, ${PEOPLE}, ${number('quantity')} AS value FROM events WHERE type = 'usage.recorded'`),
};
