import type { WeekStart } from '../../../calendar/calendar';
import { localDay } from '../../../catalogue/facts/facts';
import { openSince } from '../../../catalogue/facts/pipeline-facts';
import { filterCondition } from '../../shared/filters';
import { bucketExpression, conjunction } from '../../shared/sql';
import type { CheckedForecastQuery } from './schema';

/** The ages of deals, in days, at which the chance of winning is estimated anew. */
export const AGE_EDGES = [0, 15, 30, 60, 90, 180];
/** Stands for an age edge where a row counts the deals of a stage at any age. */
export const ANY_AGE = -1;
/** From how many days back closed deals show how long deals take and how many are won. */
export const LEARNING_DAYS = 730;
/** From how many days back amounts and new deals count: the business as it is now. */
export const RECENT_DAYS = 180;
/** From how many periods the scatter is estimated. */
export const PAST_PERIODS = 13;

const AS_OF = "{as_of:DateTime64(3, 'UTC')}";
const LEARN_FROM = "{learn_from:DateTime64(3, 'UTC')}";
const RECENT_FROM = "{recent_from:DateTime64(3, 'UTC')}";

/** The columns that the rows of every kind have, each with its value where a kind has no use for it. */
const UNUSED = {
  stage_name: "''",
  days: '0',
  period_start: '0',
  deals: '0',
  deals_won: '0',
  deals_without_amount: '0',
  is_closed: '0',
  amount_sum: '0',
  amount_square_sum: '0',
};

type Column = keyof typeof UNUSED;

function selectKind(kind: string, used: Partial<Record<Column, string>>): string {
  const columns = Object.entries({ kind: `'${kind}'`, ...UNUSED, ...used });
  return `SELECT ${columns.map(([name, expression]) => `${expression} AS ${name}`).join(', ')}`;
}

/**
 * The SELECT of what a forecast is computed from, as of an instant. Its rows are of these kinds:
 *
 * - open: open deals by stage and age in days: their count, how many of them have no amount, and the sum and the sum of
 *   squares of the amounts
 * - life: deals created in the learning time, by days until they were closed or, where still open, until the instant
 * - outcome: closed deals that were in a stage at an age (`days` is the edge, or {@link ANY_AGE}), and how many were won
 * - closed: deals closed in the learning time, how many were won, and the start of the period of the first close
 * - won: deals won recently with an amount: their count, sum and sum of squares
 * - created: deals created recently
 * - so_far: what was won since the period began
 * - past: what was won in each period before, by its start (unix seconds)
 */
export function forecastInputsSql({ filters, interval }: CheckedForecastQuery, weekStart: WeekStart): string {
  const chosen = filters.map(filterCondition);
  const closes = (from: string, more: string[] = []) =>
    `opportunity_closes FINAL
  WHERE ${conjunction(['effective = 1', `closed_at >= ${from}`, `closed_at < ${AS_OF}`, ...more, ...chosen])}`;
  const edges = `[${AGE_EDGES.join(', ')}]`;
  const age = (from: string, to: string) => `dateDiff('day', ${localDay(from)}, ${localDay(to)})`;
  const deals = 'count()';
  const amounts = {
    deals,
    amount_sum: 'sum(toFloat64(amount))',
    amount_square_sum: 'sum(pow(toFloat64(amount), 2))',
  };
  return [
    `${selectKind('open', {
      stage_name: 'open.stage',
      days: `toFloat64(${age('born.created_at', AS_OF)})`,
      deals,
      deals_without_amount: 'toFloat64(countIf(isNull(open.amount)))',
      amount_sum: 'sum(toFloat64(ifNull(open.amount, 0)))',
      amount_square_sum: 'sum(pow(toFloat64(ifNull(open.amount, 0)), 2))',
    })}
  FROM (
    SELECT key, stage, amount FROM ${openSince(AS_OF)}
    WHERE ${conjunction([`valid_from < ${AS_OF}`, `valid_to >= ${AS_OF}`, ...chosen])}
  ) AS open
  INNER JOIN (
    SELECT key, created_at FROM opportunity_creations FINAL WHERE effective = 1 AND created_at < ${AS_OF}
  ) AS born ON born.key = open.key
  GROUP BY stage_name, days`,
    `${selectKind('life', {
      days: `toFloat64(${age('created_at', `if(was_closed, assumeNotNull(closed_at), ${AS_OF})`)})`,
      deals,
      is_closed: 'toFloat64(was_closed)',
    })}
  FROM (
    SELECT created_at, closed_at, isNotNull(closed_at) AND assumeNotNull(closed_at) < ${AS_OF} AS was_closed FROM opportunity_creations FINAL
    WHERE ${conjunction(['effective = 1', `created_at >= ${LEARN_FROM}`, `created_at < ${AS_OF}`, ...chosen])}
  )
  GROUP BY days, is_closed`,
    `${selectKind('outcome', {
      stage_name: 'stage',
      days: 'toFloat64(edge)',
      deals: 'uniqExact(key)',
      deals_won: 'toFloat64(uniqExactIf(key, is_won = 1))',
    })}
  FROM (
    SELECT runs.key AS key, runs.stage AS stage, ends.is_won AS is_won,
      arrayJoin(arrayPushFront(arrayFilter((edge, next) -> ${age('ends.created_at', 'runs.entered_at')} < next AND ${age('ends.created_at', 'runs.left_at')} >= edge,
        ${edges}, arrayPushBack(arrayPopFront(${edges}), 1000000)), ${ANY_AGE})) AS edge
    FROM (SELECT key, stage, entered_at, left_at FROM opportunity_stages FINAL WHERE effective = 1 AND left_at < ${AS_OF}) AS runs
    INNER JOIN (SELECT key, created_at, is_won FROM ${closes(LEARN_FROM)}) AS ends ON ends.key = runs.key
  )
  GROUP BY stage_name, days`,
    `${selectKind('closed', {
      deals,
      deals_won: 'toFloat64(countIf(is_won = 1))',
      period_start: `toFloat64(${bucketExpression('min(closed_at)', interval, weekStart)})`,
    })}
  FROM ${closes(LEARN_FROM)}`,
    `${selectKind('won', amounts)}
  FROM ${closes(RECENT_FROM, ['is_won = 1', 'isNotNull(amount)'])}`,
    `${selectKind('created', { deals })}
  FROM opportunity_creations FINAL
  WHERE ${conjunction(['effective = 1', `created_at >= ${RECENT_FROM}`, `created_at < ${AS_OF}`, ...chosen])}`,
    `${selectKind('so_far', amounts)}
  FROM ${closes("{period_from:DateTime64(3, 'UTC')}", ['is_won = 1', 'isNotNull(amount)'])}`,
    `${selectKind('past', {
      ...amounts,
      period_start: `toFloat64(${bucketExpression('closed_at', interval, weekStart)})`,
    })}
  FROM ${closes("{past_from:DateTime64(3, 'UTC')}", ['is_won = 1', 'isNotNull(amount)', "closed_at < {period_from:DateTime64(3, 'UTC')}"])}
  GROUP BY period_start`,
  ].join('\nUNION ALL\n');
}

/** What was won in each period of a range: `bucket` (unix seconds), `won`. */
export function actualSql({ filters, interval }: CheckedForecastQuery, weekStart: WeekStart): string {
  return `SELECT ${bucketExpression('closed_at', interval, weekStart)} AS bucket, toFloat64(sum(amount)) AS won
FROM opportunity_closes FINAL
WHERE ${conjunction(['effective = 1', 'is_won = 1', 'isNotNull(amount)', "closed_at >= {from:DateTime64(3, 'UTC')}", "closed_at < {to:DateTime64(3, 'UTC')}", ...filters.map(filterCondition)])}
GROUP BY bucket`;
}
