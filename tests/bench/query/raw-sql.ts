import type { Statement } from '@saleshub/model';
import { HISTORY_END } from './company';

const since = (days: number) =>
  `toDateTime64('${new Date(HISTORY_END - days * 86_400_000).toISOString().slice(0, 19).replace('T', ' ')}', 3, 'UTC')`;
const plain = (sql: string): Statement => ({ sql, parameters: {} });

/**
 * The same questions as an analyst would ask them of `events` alone, by the name of the question that they stand beside.
 * They are not exact (no duplicates, no inheritance), which makes them cheaper than they should be.
 */
export const RAW_QUESTIONS: Readonly<Record<string, Statement>> = {
  'win_rate.day_by_team':
    plain(`SELECT toStartOfDay(closed, 'Europe/Berlin') AS day, team, countIf(won) / count() AS value
FROM (
  SELECT opportunity, argMax(type = 'opportunity.won', occurred_at) AS won, max(occurred_at) AS closed,
    argMax(team, occurred_at) AS team
  FROM events WHERE type IN ('opportunity.won', 'opportunity.lost', 'opportunity.reopened') AND occurred_at >= ${since(90)}
  GROUP BY opportunity HAVING argMax(type, occurred_at) != 'opportunity.reopened'
) GROUP BY day, team`),
  'pipeline_value.now_by_stage': plain(`SELECT stage, sum(amount) AS value
FROM (
  SELECT opportunity, argMaxIf(type, occurred_at, type != 'opportunity.changed') AS life,
    argMaxIf(stage, occurred_at, stage != '') AS stage, argMaxIf(amount, occurred_at, isNotNull(amount)) AS amount
  FROM events WHERE startsWith(type, 'opportunity.') GROUP BY opportunity
) WHERE life IN ('opportunity.created', 'opportunity.reopened') GROUP BY stage`),
  'email_open_rate.week':
    plain(`SELECT toStartOfWeek(sent, 1, 'Europe/Berlin') AS week, countIf(opened) / countIf(delivered) AS value
FROM (
  SELECT message, minIf(occurred_at, type = 'email.sent') AS sent, countIf(type = 'email.delivered') > 0 AS delivered,
    countIf(type = 'email.opened' AND machine = 0) > 0 AS opened
  FROM events WHERE type IN ('email.sent', 'email.delivered', 'email.opened') AND occurred_at >= ${since(182)}
  GROUP BY message HAVING countIf(type = 'email.sent') > 0
) GROUP BY week`),
  calls: plain(`SELECT toStartOfWeek(occurred_at, 1, 'Europe/Berlin') AS week, uniqExact(source, id) AS value
FROM events WHERE type = 'call.logged' AND occurred_at >= ${since(182)} GROUP BY week`),
};
