import { number, text } from './fields';
import { level, type CheckedMetric } from './metric';

const midnight = (day: string) => `toDateTime64(concat(${day}, ' 00:00:00'), 3, {tz})`;

/** The latest target for won value of each holder and period. */
const TARGETS = `(
SELECT kind, if(kind = 'rep', holder, NULL) AS rep, if(kind = 'team', holder, NULL) AS team, first_day, last_day,
  ${midnight('first_day')} AS begins, ${midnight('last_day')} AS ends, argMax(target, set_at) AS target
FROM (
  SELECT at AS set_at, multiIf(${text('rep')} IS NOT NULL, 'rep', ${text('team')} IS NOT NULL, 'team', 'company') AS kind,
    coalesce(${text('rep')}, ${text('team')}) AS holder,
    ${text('period_start')} AS first_day, ${text('period_end')} AS last_day, ${number('value')} AS target
  FROM events WHERE type = 'target.set' AND ${text('metric')} = 'won_value')
GROUP BY kind, holder, first_day, last_day)`;

/** The targets that count, with the bucket in which their period begins, or the range, and as of when they are computed. */
const PERIODS = `(
SELECT label, t.*, least(t.ends, (SELECT max(end) FROM buckets)) AS as_of,
  min(indexOf(['company', 'team', 'rep'], kind)) OVER () AS first_kind
FROM ${TARGETS} AS t CROSS JOIN buckets AS b
WHERE greatest(t.begins, (SELECT min(start) FROM buckets)) >= b.start AND greatest(t.begins, (SELECT min(start) FROM buckets)) < b.end
  AND t.ends > (SELECT min(start) FROM buckets) AND ('{by}' = '' OR kind = '{by}'))`;

const isHolderOf = (rep: string, team: string) => `(kind = 'company' OR ${rep} = p.rep OR ${team} = p.team)`;

const COUNTS = `ifNull(${isHolderOf('c.rep', 'c.team')} AND c.at >= p.begins AND c.at < p.as_of, 0)`;

/** What was won for each of them so far, and of how many deals. */
const WON = `(
SELECT p.label AS label, p.kind AS kind, p.rep AS rep, p.team AS team, p.first_day AS first_day, p.last_day AS last_day,
  p.as_of AS as_of, p.target AS target, 
  sum(if(${COUNTS}, toFloat64(c.amount), 0)) AS won, countIf(${COUNTS}) AS deals
FROM (SELECT * FROM ${PERIODS} WHERE indexOf(['company', 'team', 'rep'], kind) = first_kind) AS p
CROSS JOIN (SELECT * FROM deal_closes WHERE outcome = 'won' AND amount IS NOT NULL) AS c
GROUP BY ALL)`;

/** The deals that were open then and expected to close within the period. */
const EXPECTED = `(
SELECT p.label AS label, p.kind AS kind, p.rep AS rep, p.team AS team, p.first_day AS first_day, p.last_day AS last_day,
  sum(ifNull(toFloat64(o.was.3), 0)) AS amount, count() AS deals
FROM ${WON} AS p INNER JOIN (
  SELECT as_of, argMax((rep, team, amount, expected_close), place) AS was
  FROM (SELECT DISTINCT as_of FROM ${WON}) AS w CROSS JOIN deals AS d
  INNER JOIN deal_events AS e ON e.source = d.source AND e.deal = d.deal
  WHERE d.created_at < as_of AND d.closed_at >= as_of AND e.at < as_of GROUP BY as_of, d.source, d.deal) AS o ON o.as_of = p.as_of
WHERE ifNull(${isHolderOf('o.was.1', 'o.was.2')}, 0) AND o.was.4 >= p.first_day AND o.was.4 < p.last_day
GROUP BY ALL)`;

export const TARGET_METRICS: Readonly<Record<string, CheckedMetric>> = {
  quota_attainment: level(
    'formula',
    `SELECT label, {name} AS name, sum(won) / sum(target) AS value, sum(deals) AS weight FROM ${WON} GROUP BY label, name`,
  ),
  pipeline_coverage: level(
    'formula',
    `SELECT w.label AS label, name, sum(x.amount) / sum(target - won) AS value, sum(x.deals) AS weight
    FROM (SELECT *, {name} AS name FROM ${WON}) AS w LEFT JOIN ${EXPECTED} AS x ON x.label = w.label AND x.kind = w.kind
      AND x.rep IS NOT DISTINCT FROM w.rep AND x.team IS NOT DISTINCT FROM w.team
      AND x.first_day = w.first_day AND x.last_day = w.last_day
    WHERE won < target GROUP BY label, name`,
  ),
};
