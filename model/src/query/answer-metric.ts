import type { Bucket } from '../calendar/calendar';
import { NO_VALUE } from '../catalogue/dimensions';
import type { AnswerColumn, AnswerRow, MetricAnswer } from './answer';
import type { CompiledMetric } from './compile-metric';
import type { QueryContext } from './context';
import { estimate, isGuarded, type Aggregates, type Estimate } from './estimate';
import { metricNotices } from './notices';
import { QueryError } from './query-error';

export const MAXIMUM_SERIES = 1000;
export const MAXIMUM_ROWS = 1_000_000;
/** The row that holds what the limit left, for counts and sums. */
export const OTHER = '(other)';

/** A row of the compiled statement's result. */
export type ResultRow = Record<string, string | number | null>;

/** One group with its aggregates by bucket. */
interface Series {
  groups: string[];
  points: Map<number, Aggregates>;
  n: number;
}

/** One row before it is cut down to what the query asks for. */
interface Point {
  labels: AnswerRow;
  numbers: GuardedEstimate;
}

const WHOLE_RANGE = 0;

/**
 * Makes the answer from the rows that the compiled statement gave: every bucket has a point, every value its sample
 * and interval, and the sample guard has looked at it.
 * @throws QueryError when there are more series or rows than can be answered
 */
export function answerMetric(
  compiled: CompiledMetric,
  rows: readonly ResultRow[],
  context: QueryContext,
): MetricAnswer {
  const { query } = compiled;
  const all = collectSeries(compiled, rows);
  if (query.limit === undefined && all.length > MAXIMUM_SERIES) {
    throw new QueryError(
      'too_many_series',
      'groupBy',
      `The answer has ${all.length} series; at most ${MAXIMUM_SERIES} are answered. Filter, or set limit.`,
    );
  }
  const kept = applyLimit(all, compiled);
  checkSize(kept.length, compiled);
  const points = kept.flatMap((series) => seriesPoints(series, compiled));
  return {
    queryType: 'metric',
    metric: query.definition,
    shape: query.shape,
    ...(query.output && { output: query.output }),
    groupBy: [...query.groupBy],
    interval: compiled.interval,
    timeZone: compiled.timeZone,
    columns: columnsOf(compiled),
    rows: points.map(({ labels, numbers }) => ({ ...labels, ...numbersOf(numbers, compiled) })),
    notices: metricNotices(compiled, {
      lowSamples: points.filter(({ numbers }) => numbers.low_sample).length,
      rows: points.length,
      leftOut: rows.reduce((sum, row) => sum + Number(row.left_out ?? 0), 0),
      cut: Math.max(0, all.length - (query.limit ?? all.length)),
      now: context.now,
    }),
    sql: compiled.sql,
    parameters: compiled.parameters,
  };
}

function checkSize(series: number, { buckets }: CompiledMetric): void {
  const rows = series * buckets.length;
  if (rows <= MAXIMUM_ROWS) return;
  throw new QueryError(
    'too_many_rows',
    'interval',
    `The answer has ${rows} rows (${series} series of ${buckets.length} points); at most ${MAXIMUM_ROWS} are answered. Ask for a longer interval, or set limit.`,
  );
}

function collectSeries({ query, interval }: CompiledMetric, rows: readonly ResultRow[]): Series[] {
  const found = new Map<string, Series>();
  for (const row of rows) {
    const values = query.groupBy.map((_, index) => String(row[`d${index}`] ?? ''));
    // By what was received: a team that is called "(none)" is not the missing one.
    const key = JSON.stringify(values);
    const groups = values.map((value) => value || NO_VALUE);
    const series = found.get(key) ?? { groups, points: new Map<number, Aggregates>(), n: 0 };
    found.set(key, series);
    const { bucket, ...rest } = row;
    series.points.set(interval ? Number(bucket) * 1000 : WHOLE_RANGE, rest as Aggregates);
    series.n += Number(row.n ?? 0);
  }
  if (found.size === 0 && query.groupBy.length === 0) return [{ groups: [], points: new Map(), n: 0 }];
  return [...found.values()].sort((left, right) => compareGroups(left.groups, right.groups));
}

function compareGroups(left: readonly string[], right: readonly string[]): number {
  for (const [index, value] of left.entries()) {
    const other = right[index] ?? '';
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

/** Keeps the largest series by sample; the rest is summed for counts and sums, else left out. */
function applyLimit(all: Series[], { query }: CompiledMetric): Series[] {
  const limit = query.limit ?? all.length;
  if (all.length <= limit) return all;
  const largest = new Set([...all].sort((left, right) => right.n - left.n).slice(0, limit));
  const kept = all.filter((series) => largest.has(series));
  const { kind } = query.definition.measure;
  if (kind !== 'count' && kind !== 'sum') return kept;
  return [...kept, sumSeries(all.filter((series) => !largest.has(series)))];
}

function sumSeries(rest: readonly Series[]): Series {
  const points = new Map<number, Aggregates>();
  for (const series of rest) {
    for (const [bucket, aggregates] of series.points) {
      const sum = points.get(bucket) ?? {};
      for (const name of ['n', 'total']) sum[name] = (sum[name] ?? 0) + Number(aggregates[name] ?? 0);
      points.set(bucket, sum);
    }
  }
  return {
    groups: (rest[0]?.groups ?? []).map(() => OTHER),
    points,
    n: rest.reduce((sum, series) => sum + series.n, 0),
  };
}

function seriesPoints(series: Series, compiled: CompiledMetric): Point[] {
  const { query, interval } = compiled;
  const dimensions = Object.fromEntries(query.groupBy.map((name, index) => [name, series.groups[index] ?? NO_VALUE]));
  // A level holds on where nothing changed; everything else is nothing there.
  let carried: Aggregates = {};
  return compiled.buckets.map((bucket) => {
    const found = series.points.get(interval ? bucket.start : WHOLE_RANGE);
    const aggregates = found ?? (query.definition.measure.kind === 'level' ? carried : {});
    carried = aggregates;
    const time = interval ? { time: bucket.start } : {};
    return { labels: { ...time, ...dimensions }, numbers: guard(pointOf(aggregates, bucket, compiled), compiled) };
  });
}

function pointOf(aggregates: Aggregates, bucket: Bucket, { query, interval, matureBefore }: CompiledMetric): Estimate {
  const { measure } = query.definition;
  const point = estimate(measure, query.statistic, aggregates, query.confidence);
  const young = interval !== null && matureBefore !== undefined && bucket.end > matureBefore;
  return young ? { value: null, low: null, high: null, n: point.n } : point;
}

interface GuardedEstimate extends Estimate {
  low_sample: boolean;
}

function guard(point: Estimate, { query }: CompiledMetric): GuardedEstimate {
  const { measure, minimumSample } = query.definition;
  const needed = query.minSample ?? (isGuarded(measure) ? minimumSample : 0);
  const low_sample = point.n < needed;
  const withhold = (query.onLowSample ?? (query.output ? 'withhold' : 'flag')) === 'withhold';
  if (!low_sample || !withhold) return { ...point, low_sample };
  return { value: null, low: null, high: null, n: point.n, low_sample };
}

function numbersOf(point: GuardedEstimate, { query }: CompiledMetric): AnswerRow {
  if (query.output) return { [query.output]: point[query.output] };
  const { value, low, high, n, low_sample } = point;
  return { value, low, high, n, low_sample };
}

function columnsOf({ query, interval }: CompiledMetric): AnswerColumn[] {
  const { unit } = query.definition;
  const numbers: AnswerColumn[] = [
    { name: 'value', type: 'number', unit },
    { name: 'low', type: 'number', unit },
    { name: 'high', type: 'number', unit },
    { name: 'n', type: 'number', unit: 'count' },
    { name: 'low_sample', type: 'boolean' },
  ];
  return [
    ...(interval ? [{ name: 'time', type: 'time' } as const] : []),
    ...query.groupBy.map((name): AnswerColumn => ({ name, type: 'text' })),
    ...numbers.filter(({ name }) => !query.output || name === query.output),
  ];
}
