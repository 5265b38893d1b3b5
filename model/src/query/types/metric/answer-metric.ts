import type { Interval } from '../../../calendar/calendar';
import type { Metric } from '../../../catalogue/metric';
import type { AnswerBase, AnswerColumn, AnswerRow, Cell } from '../../shared/answer';
import type { CompiledMetric } from './compile-metric';
import type { QueryContext } from '../../shared/context';
import { changeTestOf } from './change-test';
import { metricPoints, type MetricSeries } from './metric-points';
import { metricNotices } from './notices';
import { QueryError } from '../../shared/query-error';
import type { Output, Shape } from './schema';
import { noTargetNotice, readTargets } from './targets';
import { applyLimit, collectSeries, otherSeries, type MetricRows } from './series';

export const MAXIMUM_SERIES = 1000;
export const MAXIMUM_ROWS = 1_000_000;

/** The answer to a metric query: the same for a panel, an alert and the command line. */
export interface MetricAnswer extends AnswerBase {
  queryType: 'metric';
  metric: Metric;
  shape: Shape;
  /** Set where the query asks for one number only. */
  output?: Output;
  /** The dimensions that rows are split by. */
  groupBy: string[];
  interval: Interval | null;
  /** The start of each bucket, milliseconds since 1970; of a query without an interval that of the range. */
  times: readonly number[];
  /** What panels show; `rows` are made of it when they are first read. */
  series: readonly MetricSeries[];
}

/**
 * Makes the answer from the rows that the compiled statements gave: every bucket has a point, every value its sample
 * and interval, and the sample guard has looked at it.
 * @throws QueryError when there are more series or rows than can be answered
 */
export function answerMetric(
  compiled: CompiledMetric,
  found: MetricRows,
  context: QueryContext,
  maximumSeries = MAXIMUM_SERIES,
): MetricAnswer {
  const { query } = compiled;
  const all = collectSeries(compiled, found);
  if (query.limit === undefined && all.length > maximumSeries) {
    throw new QueryError(
      'too_many_series',
      'groupBy',
      `The answer has ${all.length} series; at most ${maximumSeries} are answered. Filter, or set limit.`,
    );
  }
  const { kept, cut } = applyLimit(all, compiled);
  const shown = cut > 0 ? [...kept, otherSeries(compiled, found)] : kept;
  checkSize(shown.length, compiled);
  const targetOf = readTargets(found.targets ?? [], query.definition, compiled.timeZone);
  const series = metricPoints(shown, compiled, targetOf);
  const isWithoutTarget =
    query.target && !series.some(({ numbers }) => numbers.target?.some((target) => !isNaN(target)));
  const times = compiled.buckets.map(({ start }) => start);
  const columns = columnsOf(compiled);
  let rows: AnswerRow[] | undefined;
  return {
    queryType: 'metric',
    metric: query.definition,
    shape: query.shape,
    ...(query.output && { output: query.output }),
    groupBy: [...query.groupBy],
    interval: compiled.interval,
    timeZone: compiled.timeZone,
    columns,
    times,
    series,
    get rows() {
      rows ??= rowsOf(series, times, columns);
      return rows;
    },
    notices: [
      ...metricNotices(compiled, {
        thin: {
          own: countWhere(series, 'n', (n) => n < compiled.minimumSample),
          earlier: countWhere(series, 'is_thin_before', (isThin) => isThin === 1),
        },
        rows: series.length * times.length,
        leftOut: leftOutOf(found.own, compiled),
        cut,
        now: context.now,
      }),
      ...(isWithoutTarget ? [noTargetNotice(query)] : []),
    ],
    statements: [compiled.own, compiled.earlier, compiled.roster, compiled.targets].filter(
      (statement) => statement !== undefined,
    ),
  };
}

/** How many facts could not be used; of a level, as of the range's end. */
function leftOutOf(own: MetricRows['own'], { query, interval, buckets }: CompiledMetric): number {
  const last = (buckets.at(-1)?.start ?? 0) / 1000;
  const isOfEnd = query.definition.measure.kind === 'level' && interval !== null;
  const counted = isOfEnd ? own.filter(({ bucket }) => Number(bucket) === last) : own;
  return counted.reduce((sum, row) => sum + Number(row.left_out ?? 0), 0);
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

function countWhere(series: readonly MetricSeries[], name: string, test: (value: number) => boolean): number {
  return series.reduce((count, { numbers }) => count + (numbers[name]?.filter(test).length ?? 0), 0);
}

function rowsOf(
  series: readonly MetricSeries[],
  times: readonly number[],
  columns: readonly AnswerColumn[],
): AnswerRow[] {
  return series.flatMap(({ groups, numbers }) =>
    times.map((time, index) => {
      const cellOf = ({ name, type }: AnswerColumn): Cell => {
        if (type === 'time') return time;
        if (type === 'text') return groups[name] ?? null;
        const number = numbers[name]?.[index] ?? NaN;
        if (Number.isNaN(number)) return null;
        return type === 'boolean' ? number === 1 : number;
      };
      return Object.fromEntries(columns.map((column) => [column.name, cellOf(column)]));
    }),
  );
}

function columnsOf({ query, interval, earlier }: CompiledMetric): AnswerColumn[] {
  const { unit } = query.definition;
  const change = unit === 'ratio' ? 'percentage' : unit;
  const numbers: AnswerColumn[] = [
    { name: 'value', type: 'number', unit },
    { name: 'low', type: 'number', unit },
    { name: 'high', type: 'number', unit },
    { name: 'n', type: 'number', unit: 'count' },
    { name: 'low_sample', type: 'boolean' },
  ];
  const target: AnswerColumn[] = query.target ? [{ name: 'target', type: 'number', unit }] : [];
  const compared: AnswerColumn[] = [
    { name: 'previous', type: 'number', unit },
    { name: 'previous_n', type: 'number', unit: 'count' },
    { name: 'change', type: 'number', unit: change },
    { name: 'change_ratio', type: 'number', unit: 'percentage' },
  ];
  const tested: AnswerColumn[] = [
    { name: 'p_value', type: 'number' },
    { name: 'significant_change', type: 'number', unit: change },
  ];
  const all = [...numbers, ...target, ...(earlier ? compared : []), ...(earlier && changeTestOf(query) ? tested : [])];
  return [
    ...(interval ? [{ name: 'time', type: 'time' } as const] : []),
    ...query.groupBy.map((name): AnswerColumn => ({ name, type: 'text' })),
    ...all.filter(({ name }) => !query.output || name === query.output),
  ];
}
