import type { Bucket } from '../../../calendar/calendar';
import { NO_VALUE } from '../../../catalogue/dimensions';
import type { Kind } from '../../../catalogue/metric';
import type { ResultRow } from '../../query-type';
import type { Cell } from '../../shared/answer';
import type { CompiledMetric } from './compile-metric';
import type { Aggregates } from './estimate';

/** The row that holds what the limit left, for counts and sums. */
export const OTHER = '(other)';

/** What the statements of a metric query gave. */
export interface MetricRows {
  own: readonly ResultRow[];
  earlier?: readonly ResultRow[];
  roster?: readonly ResultRow[];
}

/** Aggregates by the bucket's start, milliseconds. */
export type Points = Map<number, Aggregates>;

/** One group with its aggregates by bucket. */
export interface Series {
  groups: string[];
  own: Points;
  earlier: Points;
}

/** The one bucket of what has no interval. */
const WHOLE_RANGE = 0;

/** Every group that any statement knows of, in the order of their names. */
export function collectSeries({ query, interval }: CompiledMetric, rows: MetricRows): Series[] {
  const found = new Map<string, Series>();
  const seriesOf = (row: ResultRow): Series => {
    const values = query.groupBy.map((_, index) => textOf(row[`d${index}`]));
    // By what was received: a team that is called "(none)" is not the missing one.
    const key = JSON.stringify(values);
    const groups = values.map((value) => value || NO_VALUE);
    const series = found.get(key) ?? { groups, own: new Map(), earlier: new Map() };
    found.set(key, series);
    return series;
  };
  const timeOf = (row: ResultRow) => (interval ? Number(row.bucket) * 1000 : WHOLE_RANGE);
  for (const row of rows.own) seriesOf(row).own.set(timeOf(row), row as Aggregates);
  for (const row of rows.earlier ?? []) seriesOf(row).earlier.set(timeOf(row), row as Aggregates);
  for (const row of rows.roster ?? []) seriesOf(row);
  if (found.size === 0 && query.groupBy.length === 0) {
    return [{ groups: [], own: new Map(), earlier: new Map() }];
  }
  return [...found.values()].sort((left, right) => compareGroups(left.groups, right.groups));
}

function textOf(cell: Cell | undefined): string {
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
  const total = (name: string) => buckets.reduce((sum, aggregates) => sum + Number(aggregates[name] ?? 0), 0);
  return { size: total(sizes[compiled.query.definition.measure.kind] ?? 'n'), sample: total('n') };
}

/**
 * Keeps the largest series: counts, sums and levels by what they come to, all else by the sample. The rest is summed for
 * counts and sums, else left out.
 */
export function applyLimit(all: Series[], compiled: CompiledMetric): Series[] {
  const { query } = compiled;
  const limit = query.limit ?? all.length;
  if (all.length <= limit) return all;
  const bySize = all
    .map((series) => ({ series, ...sizeOf(series, compiled) }))
    .sort((left, right) => right.size - left.size || right.sample - left.sample);
  const largest = new Set(bySize.slice(0, limit).map(({ series }) => series));
  const kept = all.filter((series) => largest.has(series));
  const { kind } = query.definition.measure;
  if (kind !== 'count' && kind !== 'sum') return kept;
  return [...kept, sumSeries(all.filter((series) => !largest.has(series)))];
}

function sumSeries(rest: readonly Series[]): Series {
  return {
    groups: (rest[0]?.groups ?? []).map(() => OTHER),
    own: sumPoints(rest.map(({ own }) => own)),
    earlier: sumPoints(rest.map(({ earlier }) => earlier)),
  };
}

function sumPoints(all: readonly Points[]): Points {
  const sums: Points = new Map();
  for (const points of all) {
    for (const [bucket, aggregates] of points) {
      const sum = sums.get(bucket) ?? {};
      for (const name of ['n', 'total']) sum[name] = (sum[name] ?? 0) + Number(aggregates[name] ?? 0);
      sums.set(bucket, sum);
    }
  }
  return sums;
}
