import {
  buckets,
  dateOf,
  type Bucket,
  type CalendarContext,
  type Interval,
  type TimeRange,
} from '../../../calendar/calendar';
import { isFiscal, type FiscalInterval } from '../../../calendar/fiscal-year';
import { irregularRuns } from '../../../calendar/irregular';
import {
  comparisonShift,
  hasDayBefore,
  shiftBack,
  shiftEndBack,
  type Comparison,
  type Shift,
} from '../../../calendar/shift';
import { timeParameter, bucketExpression, type SqlValue } from '../../shared/sql';

/** What cuts time into buckets. */
export interface Cut extends CalendarContext {
  /** Null: a period is one bucket. */
  interval: Interval | null;
}

/** The span of time that a statement reads: the query's own range, or the earlier one that it is compared with. */
export interface Period {
  from: number;
  /** What comes later is not read. */
  to: number;
  /** As of when the first bucket is looked at. */
  firstEnd: number;
  buckets: readonly Bucket[];
}

/** The earlier period, and with which of its buckets each bucket of the query's range is compared. */
export interface EarlierPeriod extends Period {
  /** By the start of the bucket; null where no day is so far before. */
  counterparts: readonly (number | null)[];
}

export function ownPeriod(range: TimeRange, cut: Cut, now: number): Period {
  const inside = bucketsOf(range, cut);
  return { ...range, buckets: inside, firstEnd: Math.min(inside[0]?.end ?? range.to, now) };
}

/** The earlier period; where the range reaches past now, both are compared as far as now. */
export function earlierPeriod(comparison: Comparison, own: Period, cut: Cut, now: number): EarlierPeriod {
  const shift = comparisonShift(comparison, { range: own, interval: cut.interval, now }, cut);
  const from = shiftBack(own.from, shift, cut);
  const end = (to: number) => Math.max(from, shiftEndBack({ from: own.from, to }, shift, cut));
  const to = end(Math.max(own.from, Math.min(own.to, now)));
  const inside = bucketsOf({ from, to: end(own.to) }, cut);
  return {
    from,
    to,
    buckets: inside,
    firstEnd: Math.min(inside[0]?.end ?? to, to),
    counterparts: own.buckets.map(({ start }) => counterpart(start, shift, comparison, cut)),
  };
}

function bucketsOf(range: TimeRange, cut: Cut): Bucket[] {
  return cut.interval ? buckets(range, cut.interval, cut) : [{ start: range.from, end: range.to }];
}

/** Nothing is compared with 31 February; 29 February is with the 28th of the year before. */
function counterpart(start: number, shift: Shift, comparison: Comparison, cut: Cut): number | null {
  const isMissing = cut.interval === 'day' && comparison === 'previous_period' && !hasDayBefore(start, shift, cut);
  return isMissing ? null : shiftBack(start, shift, cut);
}

/** The name of the bucket that an instant falls into: its start, unix seconds. */
export function bucketOf(time: string, { buckets: inside }: Period, cut: Cut): string[] {
  if (!cut.interval) return [];
  if (isFiscal(cut.interval))
    return [`roundDown(toUnixTimestamp(${time}), [${startsOf(inside).join(', ')}]) AS bucket`];
  const usual = bucketExpression(time, cut.interval, cut.weekStart);
  const runs = irregularRuns(inside, cut.interval, cut);
  if (runs.length === 0) return [`${usual} AS bucket`];
  const second = `toUnixTimestamp(${time})`;
  const cases = runs.flatMap((run) => {
    const [first, end] = [(run[0]?.start ?? 0) / 1000, Math.ceil((run.at(-1)?.end ?? 0) / 1000)];
    return [`${second} >= ${first} AND ${second} < ${end}`, `roundDown(${second}, [${startsOf(run).join(', ')}])`];
  });
  return [`multiIf(${[...cases, usual].join(', ')}) AS bucket`];
}

/** Unix seconds. */
const startsOf = (some: readonly Bucket[]) => some.map(({ start }) => start / 1000);

const STEP: Record<Exclude<Interval, 'hour' | FiscalInterval>, string> = {
  day: 'addDays',
  week: 'addWeeks',
  month: 'addMonths',
  quarter: 'addQuarters',
  year: 'addYears',
};

/** As of when the last bucket is looked at: the period's end, or now where it has not come so far. */
export const LAST_INSTANT = "least({to:DateTime64(3, 'UTC')}, {now:DateTime64(3, 'UTC')})";

/**
 * The items of a WITH clause that make `points`: for each bucket its name, when it begins, and as of when it is looked
 * at, which is its end, the period's or now, whichever comes first.
 */
export function pointItems({ to, buckets: inside }: Period, cut: Cut): string[] {
  const { interval } = cut;
  const from = "{from:DateTime64(3, 'UTC')}";
  if (!interval) return [`[(toUInt32(0), ${from}, ${LAST_INSTANT})] AS points`];
  const isListed = isFiscal(interval) || irregularRuns(inside, interval, cut).length > 0;
  const edges = isListed
    ? `arrayMap(second -> toDateTime(second), [${[...startsOf(inside), Math.ceil((inside.at(-1)?.end ?? to) / 1000)].join(', ')}])`
    : `arrayMap(i -> ${edgeOf(interval)}, range(0, {bucket_count:UInt32} + 1))`;
  const instant = (time: string) => `toDateTime64(${time}, 3, 'UTC')`;
  return [
    `${edges} AS edges`,
    `arrayMap(
    (edge, next) -> (toUnixTimestamp(edge), greatest(${instant('edge')}, ${from}), least(${instant('next')}, ${LAST_INSTANT})),
    arrayPopBack(edges), arrayPopFront(edges)
  ) AS points`,
  ];
}

function edgeOf(interval: Exclude<Interval, FiscalInterval>): string {
  if (interval === 'hour') return 'toDateTime({first_edge:UInt32} + 3600 * i)';
  return `toDateTime(${STEP[interval]}({first_date:Date}, i), {time_zone:String})`;
}

/** The values of the placeholders that a period's statement may have. */
export function periodParameters({ from, to, firstEnd, buckets: inside }: Period, cut: Cut): Record<string, SqlValue> {
  const first = inside[0]?.start ?? from;
  return {
    from: timeParameter(from),
    to: timeParameter(to),
    first_end: timeParameter(firstEnd),
    first_edge: first / 1000,
    first_date: dateOf(first, cut.timeZone),
    bucket_count: inside.length,
    time_zone: cut.timeZone,
  };
}
