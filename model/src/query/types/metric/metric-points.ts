import { isShorter, type Bucket } from '../../../calendar/calendar';
import { NO_VALUE } from '../../../catalogue/dimensions';
import { holmRejections } from '../../../statistics/comparisons';
import type { AnswerRow } from '../../shared/answer';
import type { CompiledMetric } from './compile-metric';
import { estimate, pValueOfChange, quotient, type Aggregates, type Estimate } from './estimate';
import { earlierAggregates, ownAggregates, type Series } from './series';

/** One row before it is cut down to what the query asks for. */
export interface MetricPoint extends Estimate {
  /** Its time and groups. */
  labels: AnswerRow;
  low_sample: boolean;
  /** Whether the sample is too small that it is compared with. */
  is_thin_before: boolean;
  previous: number | null;
  previous_n: number;
  change: number | null;
  change_ratio: number | null;
  p_value: number | null;
  significant_change: number | null;
}

/** Every point of every series: its value, sample and interval, as the sample guard and the comparison leave them. */
export function metricPoints(all: readonly Series[], compiled: CompiledMetric): MetricPoint[] {
  const points = all.flatMap((series) => seriesPoints(series, compiled));
  if (!compiled.earlier) return points;
  const rejected = holmRejections(
    points.map(({ p_value }) => p_value),
    1 - compiled.query.confidence,
  );
  return points.map((point, index) => ({
    ...point,
    significant_change: point.p_value === null ? null : rejected[index] ? point.change : 0,
  }));
}

function seriesPoints(series: Series, compiled: CompiledMetric): MetricPoint[] {
  const { query, interval } = compiled;
  const dimensions = Object.fromEntries(query.groupBy.map((name, index) => [name, series.groups[index] ?? NO_VALUE]));
  const own = ownAggregates(series, compiled);
  const earlier = earlierAggregates(series, compiled);
  return compiled.buckets.map((bucket, index) => {
    const labels = { ...(interval && { time: bucket.start }), ...dimensions };
    return { labels, ...pointOf(own[index] ?? {}, earlier[index] ?? null, bucket, compiled) };
  });
}

const NOTHING = { previous: null, change: null, change_ratio: null, p_value: null, significant_change: null };

function pointOf(
  own: Aggregates,
  earlier: Aggregates | null,
  bucket: Bucket,
  compiled: CompiledMetric,
): Omit<MetricPoint, 'labels'> {
  const { query, minimumSample } = compiled;
  const { definition, statistic, confidence } = query;
  const found = estimate(definition.measure, statistic, own, confidence);
  const now = isYoung(bucket, compiled) ? { ...found, value: null, low: null, high: null } : found;
  const before = earlier && estimate(definition.measure, statistic, earlier, confidence);
  const is_thin_before = before !== null && before.n < minimumSample;
  const low_sample = now.n < minimumSample || is_thin_before;
  const previous_n = before?.n ?? 0;
  if (low_sample && withholds(compiled)) {
    return { value: null, low: null, high: null, n: now.n, low_sample, is_thin_before, previous_n, ...NOTHING };
  }
  if (!before) return { ...now, low_sample, is_thin_before, previous_n, ...NOTHING };
  const change = now.value === null || before.value === null ? null : now.value - before.value;
  // What is too thin to judge is not judged, whether its value is shown or not: a panel and an alert say the same.
  const isTested = !low_sample && change !== null;
  return {
    ...now,
    low_sample,
    is_thin_before,
    previous: before.value,
    previous_n,
    change,
    change_ratio: change === null || before.value === null ? null : quotient(change, Math.abs(before.value)),
    p_value: isTested ? pValueOfChange(definition.measure, own, earlier) : null,
    significant_change: null,
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
