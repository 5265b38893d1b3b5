import type { WeekStart } from '../../../calendar/calendar';
import { localDay } from '../../../catalogue/facts/facts';
import { openSince } from '../../../catalogue/facts/pipeline-facts';
import { filterCondition } from '../../shared/filters';
import { bucketExpression, conjunction } from '../../shared/sql';
import type { CheckedForecastQuery } from './schema';

/** The ages of deals, in days, at which the chance of winning is told anew. */
export const AGE_EDGES = [0, 15, 30, 60, 90, 180];
/** The edge under which a stage stands whatever the age. */
export const ANY_AGE = -1;
/** How far back closed deals teach how long and how well deals go. */
export const LEARNING_DAYS = 730;
/** How far back amounts and new deals are looked at: the business as it is now. */
export const RECENT_DAYS = 180;
/** Of how many periods the scatter is looked at. */
export const PAST_PERIODS = 13;

const AS_OF = "{as_of:DateTime64(3, 'UTC')}";
const LEARN_FROM = "{learn_from:DateTime64(3, 'UTC')}";
const RECENT_FROM = "{recent_from:DateTime64(3, 'UTC')}";

/**
 * The SELECT of what a forecast knows as of an instant: rows of `kind`, `label`, `a`, `b`, `n`, `s1`, `s2`.
 *
 * - open: open deals by stage (`label`) and age in days (`a`): `n`, `b` of them without amount, sum and sum of squares of the amounts
 * - life: deals created in the learning time by days until closed (`b` = 1) or seen last
 * - outcome: closed deals that were in a stage at an age (`a` is the edge, or {@link ANY_AGE}): `n`, and `b` of them won
 * - closed: deals closed in the learning time, and `b` of them won
 * - won: deals won recently with an amount: `n`, sum and sum of squares
 * - created: deals created recently
 * - so_far: what was won since the period began
 * - past: what was won in each period before (`a`: its start, unix seconds)
 */
export function knowledgeSql({ filters, interval }: CheckedForecastQuery, weekStart: WeekStart): string {
  const chosen = filters.map(filterCondition);
  const closes = (from: string, more: string[] = []) =>
    `opportunity_closes FINAL
  WHERE ${conjunction(['effective = 1', `closed_at >= ${from}`, `closed_at < ${AS_OF}`, ...more, ...chosen])}`;
  const edges = `[${AGE_EDGES.join(', ')}]`;
  const age = (from: string, to: string) => `dateDiff('day', ${localDay(from)}, ${localDay(to)})`;
  const squares = 'sum(toFloat64(amount)) AS s1, sum(pow(toFloat64(amount), 2)) AS s2';
  const none = '0 AS s1, 0 AS s2';
  return [
    `SELECT 'open' AS kind, open.stage AS label, toFloat64(${age('born.created_at', AS_OF)}) AS a, toFloat64(countIf(isNull(open.amount))) AS b,
    count() AS n, sum(toFloat64(ifNull(open.amount, 0))) AS s1, sum(pow(toFloat64(ifNull(open.amount, 0)), 2)) AS s2
  FROM (
    SELECT key, stage, amount FROM ${openSince(AS_OF)}
    WHERE ${conjunction([`valid_from < ${AS_OF}`, `valid_to >= ${AS_OF}`, ...chosen])}
  ) AS open
  INNER JOIN (
    SELECT key, created_at FROM opportunity_creations FINAL WHERE effective = 1 AND created_at < ${AS_OF}
  ) AS born ON born.key = open.key
  GROUP BY label, a`,
    `SELECT 'life' AS kind, '' AS label, toFloat64(${age('created_at', `if(is_closed, assumeNotNull(closed_at), ${AS_OF})`)}) AS a, toFloat64(is_closed) AS b,
    count() AS n, ${none}
  FROM (
    SELECT created_at, closed_at, isNotNull(closed_at) AND assumeNotNull(closed_at) < ${AS_OF} AS is_closed FROM opportunity_creations FINAL
    WHERE ${conjunction(['effective = 1', `created_at >= ${LEARN_FROM}`, `created_at < ${AS_OF}`, ...chosen])}
  )
  GROUP BY a, b`,
    `SELECT 'outcome' AS kind, stage AS label, toFloat64(edge) AS a, toFloat64(uniqExactIf(key, is_won = 1)) AS b, uniqExact(key) AS n, ${none}
  FROM (
    SELECT runs.key AS key, runs.stage AS stage, ends.is_won AS is_won,
      arrayJoin(arrayPushFront(arrayFilter((edge, next) -> ${age('ends.created_at', 'runs.entered_at')} < next AND ${age('ends.created_at', 'runs.left_at')} >= edge,
        ${edges}, arrayPushBack(arrayPopFront(${edges}), 1000000)), ${ANY_AGE})) AS edge
    FROM (SELECT key, stage, entered_at, left_at FROM opportunity_stages FINAL WHERE effective = 1 AND left_at < ${AS_OF}) AS runs
    INNER JOIN (SELECT key, created_at, is_won FROM ${closes(LEARN_FROM)}) AS ends ON ends.key = runs.key
  )
  GROUP BY label, a`,
    `SELECT 'closed' AS kind, '' AS label, 0 AS a, toFloat64(countIf(is_won = 1)) AS b, count() AS n, ${none}
  FROM ${closes(LEARN_FROM)}`,
    `SELECT 'won' AS kind, '' AS label, 0 AS a, 0 AS b, count() AS n, ${squares}
  FROM ${closes(RECENT_FROM, ['is_won = 1', 'isNotNull(amount)'])}`,
    `SELECT 'created' AS kind, '' AS label, 0 AS a, 0 AS b, count() AS n, ${none}
  FROM opportunity_creations FINAL
  WHERE ${conjunction(['effective = 1', `created_at >= ${RECENT_FROM}`, `created_at < ${AS_OF}`, ...chosen])}`,
    `SELECT 'so_far' AS kind, '' AS label, 0 AS a, 0 AS b, count() AS n, ${squares}
  FROM ${closes("{period_from:DateTime64(3, 'UTC')}", ['is_won = 1', 'isNotNull(amount)'])}`,
    `SELECT 'past' AS kind, '' AS label, toFloat64(${bucketExpression('closed_at', interval, weekStart)}) AS a, 0 AS b, count() AS n, ${squares}
  FROM ${closes("{past_from:DateTime64(3, 'UTC')}", ['is_won = 1', 'isNotNull(amount)', "closed_at < {period_from:DateTime64(3, 'UTC')}"])}
  GROUP BY a`,
  ].join('\nUNION ALL\n');
}

/** What was won in each period of a range: `bucket` (unix seconds), `won`. */
export function actualSql({ filters, interval }: CheckedForecastQuery, weekStart: WeekStart): string {
  return `SELECT ${bucketExpression('closed_at', interval, weekStart)} AS bucket, toFloat64(sum(amount)) AS won
FROM opportunity_closes FINAL
WHERE ${conjunction(['effective = 1', 'is_won = 1', 'isNotNull(amount)', "closed_at >= {from:DateTime64(3, 'UTC')}", "closed_at < {to:DateTime64(3, 'UTC')}", ...filters.map(filterCondition)])}
GROUP BY bucket`;
}
