import type { WeekStart } from '../../../calendar/calendar';
import { localDay } from '../../../catalogue/facts/facts';
import { openSince } from '../../../catalogue/facts/pipeline-facts';
import type { ResultRow } from '../../query-type';
import { filterCondition } from '../../shared/filters';
import { bucketExpression, conjunction } from '../../shared/sql';
import type { Deal, OpenDeals } from './method/deals';
import type { CheckedForecastQuery } from './schema';

const FROM = "{from:DateTime64(3, 'UTC')}";
const AS_OF = "{as_of:DateTime64(3, 'UTC')}";

/** Of what deals a forecast is made. */
export type ForecastScope = Pick<CheckedForecastQuery, 'interval' | 'groupBy' | 'filters'>;

/** The column that holds the part of the whole to which a row belongs; empty where the forecast is not split. */
const partOf = ({ groupBy: [dimension] }: ForecastScope) => `${dimension ?? "''"} AS part`;

/** What was won in one period. */
export interface WonPeriod {
  /** Milliseconds since 1970. */
  start: number;
  /** How many deals were closed, and how many of them were won with an amount. */
  closed: number;
  wins: number;
  /** The sum of the amounts, and of the squares of them. */
  won: number;
  squares: number;
}

/** The SELECT of what was closed in each period from `from` until `as_of`; a period without a close has no row. */
export function periodsSql(query: ForecastScope, weekStart: WeekStart): string {
  const { filters, interval } = query;
  const amount = 'toFloat64(ifNull(amount, 0))';
  return `SELECT ${partOf(query)}, toFloat64(${bucketExpression('closed_at', interval, weekStart)}) AS period_start, toFloat64(count()) AS closed,
  toFloat64(countIf(is_won = 1 AND isNotNull(amount))) AS wins, sumIf(${amount}, is_won = 1) AS won, sumIf(pow(${amount}, 2), is_won = 1) AS squares
FROM opportunity_closes FINAL
WHERE ${conjunction(['effective = 1', `closed_at >= ${FROM}`, `closed_at < ${AS_OF}`, ...filters.map(filterCondition)])}
GROUP BY part, period_start`;
}

/** Reads a row of {@link periodsSql}. */
export function readPeriod(row: ResultRow): WonPeriod {
  return {
    start: 1000 * Number(row.period_start),
    closed: Number(row.closed),
    wins: Number(row.wins),
    won: Number(row.won),
    squares: Number(row.squares),
  };
}

/** Of more deals a sample of about so many is read: it is enough to learn from, and one pass for each origin stays quick. */
const MOST_DEALS = 50_000;

/**
 * The SELECT of the deals that were created or closed from `from` until `as_of`, a row for each, by their opening amounts:
 * days since 1970 in the query's time zone, and null where a deal is open, not won or without an amount. Of very many one
 * in `one_in` is chosen by its key, so that the same ones are chosen every time.
 */
export function dealsSql(query: ForecastScope): string {
  const chosen = conjunction([
    ...['effective = 1', `created_at < ${AS_OF}`, `created_at >= ${FROM} OR ifNull(closed_at >= ${FROM}, 0)`],
    ...query.filters.map(filterCondition),
  ]);
  return `WITH (SELECT intDiv(count(), ${MOST_DEALS}) + 1 FROM opportunity_creations WHERE ${chosen}) AS stride
SELECT ${partOf(query)}, toInt32(${localDay('created_at')}) AS created_day, if(was_closed, toInt32(${localDay('assumeNotNull(closed_at)')}), NULL) AS closed_day,
  toUInt8(was_closed AND is_won = 1) AS is_won, toFloat64(amount) AS opening_amount, if(was_closed, toFloat64(wins.won_amount), NULL) AS won_amount,
  toFloat64(stride) AS one_in
FROM (
  SELECT *, isNotNull(closed_at) AND assumeNotNull(closed_at) < ${AS_OF} AS was_closed FROM opportunity_creations FINAL
  WHERE ${chosen}
  AND key % stride = 0
) AS deals
LEFT JOIN (
  SELECT key, amount AS won_amount FROM opportunity_closes FINAL
  WHERE effective = 1 AND is_won = 1 AND closed_at >= ${FROM} AND closed_at < ${AS_OF}
) AS wins ON wins.key = deals.key
ORDER BY opening_amount`;
}

/** Deals in the order of their opening amounts, of which there are `oneIn` times as many. */
export interface SampledDeals {
  deals: readonly Deal[];
  oneIn: number;
}

/** Reads the rows of {@link dealsSql}. */
export function readDeals(rows: readonly ResultRow[]): SampledDeals {
  return { deals: rows.map(readDeal), oneIn: Number(rows[0]?.one_in ?? 1) };
}

function readDeal(row: ResultRow): Deal {
  const orNull = (value: ResultRow[string] | undefined) =>
    value === null || value === undefined ? null : Number(value);
  return {
    created: Number(row.created_day),
    closed: orNull(row.closed_day),
    isWon: Number(row.is_won) === 1,
    openingAmount: orNull(row.opening_amount),
    wonAmount: orNull(row.won_amount),
  };
}

/** The SELECT of how many deals were open as of `as_of`, by the day on which they were created. */
export function openSql(query: ForecastScope): string {
  return `SELECT part, toInt32(${localDay('born.created_at')}) AS created_day, toFloat64(count()) AS deals
FROM (
  SELECT key, ${partOf(query)} FROM ${openSince(AS_OF)}
  WHERE ${conjunction([`valid_from < ${AS_OF}`, `valid_to >= ${AS_OF}`, ...query.filters.map(filterCondition)])}
) AS open
INNER JOIN (SELECT key, created_at FROM opportunity_creations FINAL WHERE effective = 1 AND created_at < ${AS_OF}) AS born ON born.key = open.key
GROUP BY part, created_day`;
}

/** Reads a row of {@link openSql}. */
export function readOpen(row: ResultRow): OpenDeals {
  return { created: Number(row.created_day), count: Number(row.deals) };
}
