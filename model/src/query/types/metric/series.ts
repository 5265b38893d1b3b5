import type { Bucket } from '../../../calendar/calendar';
import { OTHER, shownValue } from '../../../catalogue/dimensions';
import type { Kind } from '../../../catalogue/metric';
import type { ResultCell, ResultRow } from '../../query-type';
import type { CompiledMetric } from './compile-metric';
import { numberIn, type Aggregates } from './estimate';

/** What the statements of a metric query gave. */
export interface MetricRows {
  own: readonly ResultRow[];
  earlier?: readonly ResultRow[];
  roster?: readonly ResultRow[];
  /** What is aimed at, see {@link readTargets}. */
  targets?: readonly ResultRow[];
  /** What the groups that the limit cut come to together. */
  others?: readonly ResultRow[];
  othersEarlier?: readonly ResultRow[];
}

/** Aggregates by the bucket's start, milliseconds. */
export type Points = Map<number, Aggregates>;

/** One group with its aggregates by bucket. */
export interface Series {
  groups: string[];
  /** The same as the store has them: '' where there is none. */
  values: string[];
  own: Points;
  earlier: Points;
}

/** The one bucket of what has no interval. */
const WHOLE_RANGE = 0;

/** Every group that any statement knows of, in the order of their names. */
export function collectSeries(compiled: CompiledMetric, rows: MetricRows): Series[] {
  const { query } = compiled;
  const found = new Map<string, Series>();
  const seriesOf = (row: ResultRow): Series => {
    const values = query.groupBy.map((_, index) => textOf(row[`d${index}`]));
    const key = JSON.stringify(values);
    const groups = values.map(shownValue);
    const series = found.get(key) ?? { groups, values, own: new Map(), earlier: new Map() };
    found.set(key, series);
    return series;
  };
  for (const row of rows.own) seriesOf(row).own.set(timeOf(row, compiled), row);
  for (const row of rows.earlier ?? []) seriesOf(row).earlier.set(timeOf(row, compiled), row);
  for (const row of rows.roster ?? []) seriesOf(row);
  if (found.size === 0 && query.groupBy.length === 0) {
    return [{ groups: [], values: [], own: new Map(), earlier: new Map() }];
  }
  return [...found.values()].sort((left, right) => compareGroups(left.groups, right.groups));
}

function textOf(cell: ResultCell | undefined): string {
  return String(cell ?? '');
}

function compareGroups(left: readonly string[], right: readonly string[]): number {
  for (const [index, value] of left.entries()) {
    const other = right[index] ?? '';
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

/** The aggregates of each bucket. */
export function ownAggregates({ own }: Series, compiled: CompiledMetric): Aggregates[] {
  return [...everyBucket(own, compiled.buckets, compiled).values()];
}

/** The aggregates that each bucket is compared with; null where there are none, not even of nothing. */
export function earlierAggregates({ earlier }: Series, compiled: CompiledMetric): (Aggregates | null)[] {
  const { interval, earlierPeriod } = compiled;
  if (!earlierPeriod) return [];
  const { buckets, counterparts } = earlierPeriod;
  const aggregates = everyBucket(earlier, buckets, compiled);
  return counterparts.map((start) => (start === null ? null : (aggregates.get(interval ? start : WHOLE_RANGE) ?? {})));
}

/** By the start of each bucket: a level holds on where nothing changed, everything else is nothing there. */
function everyBucket(points: Points, buckets: readonly Bucket[], { query, interval }: CompiledMetric): Points {
  const { measure } = query.definition;
  const holdsOn = measure.kind === 'level' && 'quantity' in measure;
  let carried: Aggregates = {};
  return new Map(
    buckets.map((bucket) => {
      const time = interval ? bucket.start : WHOLE_RANGE;
      carried = points.get(time) ?? (holdsOn ? carried : {});
      return [time, carried];
    }),
  );
}

/** Over all buckets: what a series comes to where that adds up, else its sample; and its sample. */
function sizeOf(series: Series, compiled: CompiledMetric): { size: number; sample: number } {
  const sizes: Partial<Record<Kind, string>> = { sum: 'total', level: 'level' };
  const buckets = ownAggregates(series, compiled);
  const total = (name: string) => buckets.reduce((sum, aggregates) => sum + (numberIn(aggregates, name) ?? 0), 0);
  return { size: total(sizes[compiled.query.definition.measure.kind] ?? 'n'), sample: total('n') };
}

/**
 * Keeps the largest series: counts, sums and levels by what they come to, all else by the sample.
 * @returns in their order, and how many were cut
 */
export function applyLimit(all: readonly Series[], compiled: CompiledMetric): { kept: readonly Series[]; cut: number } {
  const limit = compiled.query.limit ?? all.length;
  if (all.length <= limit) return { kept: all, cut: 0 };
  const bySize = all
    .map((series) => ({ series, ...sizeOf(series, compiled) }))
    .sort((left, right) => right.size - left.size || right.sample - left.sample);
  const largest = new Set(bySize.slice(0, limit).map(({ series }) => series));
  return { kept: all.filter((series) => largest.has(series)), cut: all.length - limit };
}

/** What the groups that the limit cut come to together: each fact counts once, also one that is in several. */
export function otherSeries(compiled: CompiledMetric, { others = [], othersEarlier = [] }: MetricRows): Series {
  const names = compiled.query.groupBy.map(() => OTHER);
  const points = (rows: readonly ResultRow[]): Points => new Map(rows.map((row) => [timeOf(row, compiled), row]));
  return { groups: names, values: names, own: points(others), earlier: points(othersEarlier) };
}

/** The bucket of a row, milliseconds since 1970. */
function timeOf({ bucket }: ResultRow, { interval }: CompiledMetric): number {
  return interval ? Number(bucket) * 1000 : WHOLE_RANGE;
}
