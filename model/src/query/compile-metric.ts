import {
  automaticInterval,
  buckets,
  endOfInterval,
  estimateBuckets,
  type Bucket,
  type Interval,
} from '../calendar/calendar';
import { facts, type Facts } from '../catalogue/facts';
import {
  measureAggregates,
  measureAliases,
  measureConditions,
  measureParameters,
  type AggregatedMeasure,
} from './aggregates';
import type { QueryContext } from './context';
import { dimensionColumn, filterCondition, filterParameters } from './filters';
import type { CheckedMetricQuery } from './parse-query';
import { QueryError } from './query-error';
import { bindParameters, bucketExpression, conjunction, timeParameter, type SqlParameters, type SqlValue } from './sql';

export const MAXIMUM_POINTS = 11_000;
const DAY = 86_400_000;

/** One SELECT and the values of its placeholders, with what is needed to read its rows. */
export interface CompiledMetric {
  sql: string;
  parameters: SqlParameters;
  query: CheckedMetricQuery;
  /** The buckets of a time series; otherwise the whole range as one. */
  buckets: Bucket[];
  /** The interval of a time series; null otherwise. */
  interval: Interval | null;
  timeZone: string;
  /** When the last bucket's interval ends by the calendar, often after the range; absent without an interval. */
  runsUntil?: number;
  /** A bucket that ends after this has not had its metric's window yet; absent for metrics without one. */
  matureBefore?: number;
}

/**
 * Turns a metric query into SQL. Pure: the same query and context give the same text.
 * The result has a row for each bucket and group that has facts: `bucket` (unix seconds, time series only), `d0`, `d1`
 * (the groups) and the measure's aggregates.
 * @throws QueryError when the range or the number of points is out of bounds
 */
export function compileMetric(query: CheckedMetricQuery, context: QueryContext): CompiledMetric {
  const { range, settings } = context;
  if (!(range.from < range.to)) {
    throw new QueryError('invalid_time_range', 'range', 'The time range must end after it begins.');
  }
  const timeZone = query.timeZone ?? settings.timeZone;
  const weekStart = query.weekStart ?? settings.weekStart;
  const interval = query.shape === 'time_series' ? chooseInterval(query, context) : null;
  const points = interval ? buckets(range, interval, { timeZone, weekStart }) : [{ start: range.from, end: range.to }];
  const window = windowOf(query, context);
  const { measure, facts: name } = query.definition;
  const source: Facts = facts[name];

  const statement: Statement = {
    source,
    groups: query.groupBy.map(dimensionColumn),
    where: [...source.where, ...query.filters.map(filterCondition)],
    bucketOf: (time) => (interval ? [`${bucketExpression(time, interval, weekStart)} AS bucket`] : []),
  };
  if (window) statement.where.push(`${source.time} <= {mature_before:DateTime64(3, 'UTC')}`);
  const sql =
    measure.kind === 'level' ? levelSql(statement, measure, interval) : aggregateSql(statement, measure, query);

  const known: Record<string, SqlValue> = {
    from: timeParameter(range.from),
    to: timeParameter(range.to),
    first_end: timeParameter(points[0]?.end ?? range.to),
    now: timeParameter(context.now),
    time_zone: timeZone,
    primary_sources: settings.primarySources,
    held_implied_sources: settings.heldImpliedSources,
    ...(window && { window_days: window.days, mature_before: timeParameter(window.matureBefore) }),
    ...textParameters(query.parameters),
    ...filterParameters(query.filters),
    ...measureParameters(measure, query.statistic, query.confidence),
  };
  return {
    sql,
    parameters: bindParameters(sql, known),
    query,
    buckets: points,
    interval,
    timeZone,
    ...(interval && { runsUntil: endOfInterval(range.to - 1, interval, { timeZone, weekStart }) }),
    ...(window && { matureBefore: window.matureBefore }),
  };
}

function chooseInterval(query: CheckedMetricQuery, { range }: QueryContext): Interval {
  const interval = query.interval === 'auto' ? automaticInterval(range) : query.interval;
  const points = estimateBuckets(range, interval);
  if (points <= MAXIMUM_POINTS) return interval;
  throw new QueryError(
    'too_many_points',
    'interval',
    `The range has about ${points} points by ${interval}; at most ${MAXIMUM_POINTS} are answered. Ask for a shorter range or a longer interval.`,
  );
}

function windowOf({ definition, parameters }: CheckedMetricQuery, { now }: QueryContext) {
  if (definition.windowDays === undefined) return undefined;
  const days = typeof parameters.windowDays === 'number' ? parameters.windowDays : definition.windowDays;
  return { days, matureBefore: now - days * DAY };
}

function textParameters(parameters: Record<string, unknown>): Record<string, SqlValue> {
  return Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** What every form of statement is made of. */
interface Statement {
  source: Facts;
  /** The expressions to group by. */
  groups: string[];
  where: string[];
  /** The item of the SELECT list that names a time's bucket; none without buckets. */
  bucketOf: (time: string) => string[];
}

function aggregateSql(
  { source, groups, where, bucketOf }: Statement,
  measure: AggregatedMeasure,
  query: CheckedMetricQuery,
): string {
  const bucket = bucketOf(source.time);
  const aliases = measureAliases(measure, query.statistic);
  const names = groups.map((_, index) => `d${index}`);
  const keys = [...(bucket.length > 0 ? ['bucket'] : []), ...names];
  const conditions = [
    `${source.time} >= {from:DateTime64(3, 'UTC')}`,
    `${source.time} < {to:DateTime64(3, 'UTC')}`,
    ...where,
    ...measureConditions(measure),
  ];
  return lines(
    aliases.length > 0 && `WITH ${aliases.join(',\n  ')}`,
    `SELECT ${[...bucket, ...named(groups), ...measureAggregates(measure, query.statistic)].join(',\n  ')}`,
    `FROM ${source.from}`,
    `WHERE ${conjunction(conditions)}`,
    keys.length > 0 && `GROUP BY ${keys.join(', ')}`,
  );
}

function levelSql(
  { source, groups, where, bucketOf }: Statement,
  measure: { quantity: string },
  interval: Interval | null,
): string {
  const names = groups.map((_, index) => `d${index}`);
  if (!interval) {
    return lines(
      `SELECT ${[...named(groups), `toFloat64(sum(${measure.quantity})) AS level`, 'count() AS n'].join(',\n  ')}`,
      `FROM ${source.from}`,
      `WHERE ${conjunction([`valid_from < {to:DateTime64(3, 'UTC')}`, `valid_to >= {to:DateTime64(3, 'UTC')}`, ...where])}`,
      names.length > 0 && `GROUP BY ${names.join(', ')}`,
    );
  }
  // An interval adds itself in the bucket where it begins and takes itself off in the bucket where it ends; the running
  // sum is what held at a bucket's end.
  const over = `OVER (${names.length > 0 ? `PARTITION BY ${names.join(', ')} ` : ''}ORDER BY bucket)`;
  const keys = ['bucket', ...names].join(', ');
  const changes = [`sum(step.2 * ${measure.quantity}) AS change`, 'sum(step.2) AS count_change'];
  return lines(
    `SELECT ${keys}, toFloat64(sum(change) ${over}) AS level, sum(count_change) ${over} AS n`,
    'FROM (',
    `  SELECT ${[...bucketOf('step.1'), ...named(groups), ...changes].join(',\n    ')}`,
    `  FROM ${source.from}`,
    "  ARRAY JOIN [(greatest(valid_from, {from:DateTime64(3, 'UTC')}), 1), (valid_to, -1)] AS step",
    `  WHERE ${conjunction([`valid_from < {to:DateTime64(3, 'UTC')}`, `step.1 < {to:DateTime64(3, 'UTC')}`, ...where])}`,
    `  GROUP BY ${keys}`,
    ')',
    `ORDER BY ${keys}`,
  );
}

function named(groups: readonly string[]): string[] {
  return groups.map((expression, index) => `${expression} AS d${index}`);
}

function lines(...parts: (string | false)[]): string {
  return parts.filter((part) => part !== false).join('\n');
}
