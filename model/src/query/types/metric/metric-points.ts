import { isShorter, type Bucket } from '../../../calendar/calendar';
import { NO_VALUE } from '../../../catalogue/dimensions';
import { holmRejections } from '../../../statistics/comparisons';
import type { CompiledMetric } from './compile-metric';
import { pValueOfChange, type Changed } from './change-test';
import { estimate, quotient, type Aggregates, type Estimate } from './estimate';
import type { TargetOf } from './targets';
import { earlierAggregates, ownAggregates, type Series } from './series';

/** One point before it is cut down to what the query asks for. */
interface MetricPoint extends Estimate {
  low_sample: boolean;
  /** What is aimed at, where the query asks for it. */
  target: number | null;
  /** Whether the sample is too small that it is compared with. */
  is_thin_before: boolean;
  previous: number | null;
  previous_n: number;
  change: number | null;
  change_ratio: number | null;
  p_value: number | null;
}

const OWN = ['value', 'low', 'high', 'n', 'low_sample'] as const;
const COMPARED = ['is_thin_before', 'previous', 'previous_n', 'change', 'change_ratio', 'p_value'] as const;

/** One series of an answer, in columns: a million points as objects would take seconds. */
export interface MetricSeries {
  /** The value of each dimension that series are split by. */
  groups: Record<string, string>;
  /** By name, a number for each bucket: NaN where there is none; a flag is 1 or 0. */
  numbers: Record<string, Float64Array>;
}

/** Every point of every series: its value, sample and interval, as the sample guard and the comparison leave them. */
export function metricPoints(all: readonly Series[], compiled: CompiledMetric, targetOf: TargetOf): MetricSeries[] {
  const found = all.map((series) => seriesPoints(series, compiled, targetOf));
  return compiled.earlier ? found.map(significantChanges(found, compiled)) : found;
}

/** Adds which changes are significant, all series taken together. */
function significantChanges(
  all: readonly MetricSeries[],
  { query, buckets }: CompiledMetric,
): (series: MetricSeries, index: number) => MetricSeries {
  const pValues = all.flatMap(({ numbers }) => Array.from(numbers.p_value ?? [], (p) => (Number.isNaN(p) ? null : p)));
  const rejected = holmRejections(pValues, 1 - query.confidence);
  return ({ groups, numbers }, series) => {
    const first = series * buckets.length;
    const significant_change = Float64Array.from(numbers.change ?? [], (change, index) => {
      if (pValues[first + index] === null) return NaN;
      return rejected[first + index] ? change : 0;
    });
    return { groups, numbers: { ...numbers, significant_change } };
  };
}

function seriesPoints(series: Series, compiled: CompiledMetric, targetOf: TargetOf): MetricSeries {
  const { query, buckets, range } = compiled;
  const [group] = series.groups;
  const own = ownAggregates(series, compiled);
  const earlier = earlierAggregates(series, compiled);
  const names = [...OWN, ...(query.target ? (['target'] as const) : []), ...(compiled.earlier ? COMPARED : [])];
  const columns = names.map((name) => ({ name, values: new Float64Array(buckets.length) }));
  for (const [index, bucket] of buckets.entries()) {
    const compared = {
      own: own[index] ?? {},
      earlier: earlier[index] ?? null,
      days: compiled.days?.[index] ?? NO_DAYS,
    };
    const target = query.target ? targetOf(group, { ...bucket, start: Math.max(bucket.start, range.from) }) : null;
    const point: MetricPoint = { ...pointOf(compared, bucket, compiled), target };
    for (const { name, values } of columns) values[index] = Number(point[name] ?? NaN);
  }
  return {
    groups: Object.fromEntries(query.groupBy.map((name, index) => [name, series.groups[index] ?? NO_VALUE])),
    numbers: Object.fromEntries(columns.map(({ name, values }) => [name, values])),
  };
}

const NOTHING = { value: null, low: null, high: null };

const NO_DAYS = { own: { first: 0, end: 0 }, earlier: { first: 0, end: 0 } };

function pointOf(
  { own, earlier, days }: Omit<Changed, 'earlier'> & { earlier: Aggregates | null },
  bucket: Bucket,
  compiled: CompiledMetric,
): Omit<MetricPoint, 'target'> {
  const { query, minimumSample } = compiled;
  const { definition, statistic, confidence } = query;
  const found = estimate(definition.measure, statistic, own, confidence);
  const before = earlier && estimate(definition.measure, statistic, earlier, confidence);
  const is_thin_before = before !== null && before.n < minimumSample;
  const low_sample = found.n < minimumSample || is_thin_before;
  const isWithheld = low_sample && withholds(compiled);
  const { value, low, high } = isWithheld || isYoung(bucket, compiled) ? NOTHING : found;
  const previous = isWithheld ? null : (before?.value ?? null);
  const change = value === null || previous === null ? null : value - previous;
  // What is too thin to judge is not judged, whether its value is shown or not: a panel and an alert say the same.
  const isTested = earlier !== null && change !== null && !low_sample;
  return {
    value,
    low,
    high,
    n: found.n,
    low_sample,
    is_thin_before,
    previous,
    previous_n: before?.n ?? 0,
    change,
    change_ratio: change === null || previous === null ? null : quotient(change, Math.abs(previous)),
    p_value: isTested ? pValueOfChange(query, { own, earlier, days }) : null,
  };
}

/** A bucket has no value before all of it had its window; quarters and years, like a total, count what had it. */
function isYoung({ end }: Bucket, { interval, matureBefore }: CompiledMetric): boolean {
  const waits = interval !== null && isShorter(interval, 'quarter');
  return waits && matureBefore !== undefined && end > matureBefore;
}

function withholds({ query }: CompiledMetric): boolean {
  return (query.onLowSample ?? (query.output ? 'withhold' : 'flag')) === 'withhold';
}
