import { dateOf, type Bucket, type CalendarContext, type Interval, type TimeRange } from '../../../calendar/calendar';
import { comparisonShift, shiftBack, type Comparison, type Shift } from '../../../calendar/shift';
import { timeParameter, bucketExpression, type SqlValue } from '../../shared/sql';

/** The span of time that a statement reads: the query's own range, or the earlier one that it is compared with. */
export interface Period {
  from: number;
  to: number;
  /** As of when the first bucket is looked at. */
  firstEnd: number;
  /** How far the period lies before the query's range; absent for the range itself. */
  shift?: Shift;
}

/** What cuts a period into buckets. */
export interface Cut extends CalendarContext {
  /** Null: the whole period is one bucket. */
  interval: Interval | null;
  buckets: readonly Bucket[];
}

export function ownPeriod(range: TimeRange, { buckets }: Cut, now: number): Period {
  return { ...range, firstEnd: Math.min(buckets[0]?.end ?? range.to, now) };
}

/** The period before; where the range reaches past now, both are compared as far as now. */
export function earlierPeriod(comparison: Comparison, range: TimeRange, cut: Cut, now: number): Period {
  const shift = comparisonShift(comparison, range, cut.interval, cut);
  const back = (time: number) => shiftBack(Math.max(range.from, Math.min(time, now)), shift, cut);
  return {
    from: shiftBack(range.from, shift, cut),
    to: back(range.to),
    firstEnd: back(cut.buckets[0]?.end ?? range.to),
    shift,
  };
}

/** The name of the bucket that an instant of the period falls into: its start in the query's own range, unix seconds. */
export function bucketOf(time: string, { shift }: Period, { interval, weekStart }: Cut): string[] {
  if (!interval) return [];
  return [`${bucketExpression(shift ? moved(time, shift, 'forward') : time, interval, weekStart)} AS bucket`];
}

const ZONED = (time: string) => `toTimeZone(${time}, {time_zone:String})`;

/** An instant moved by the shift, on the clock of the query's time zone. */
function moved(time: string, shift: Shift, direction: 'forward' | 'back'): string {
  const sign = direction === 'forward' ? '+' : '-';
  if ('years' in shift) return `${ZONED(time)} ${sign} toIntervalYear(${shift.years})`;
  const days = shift.days > 0 ? ` ${sign} toIntervalDay({shift_days:UInt32})` : '';
  const rest = shift.milliseconds > 0 ? ` ${sign} toIntervalMillisecond({shift_milliseconds:UInt64})` : '';
  // Backwards the hours come first, so that one undoes the other.
  return direction === 'forward' ? `${ZONED(time)}${days}${rest}` : `${ZONED(time)}${rest}${days}`;
}

const STEP: Record<Exclude<Interval, 'hour'>, string> = {
  day: 'addDays',
  week: 'addWeeks',
  month: 'addMonths',
  quarter: 'addQuarters',
  year: 'addYears',
};

/** As of when the last bucket is looked at: the period's end, or now where it has not come so far. */
export function lastInstant({ shift }: Period): string {
  return shift ? "{to:DateTime64(3, 'UTC')}" : "least({to:DateTime64(3, 'UTC')}, {now:DateTime64(3, 'UTC')})";
}

/**
 * The items of a WITH clause that make `points`: for each bucket its name, when it begins, and as of when it is looked
 * at, which is its end, the period's or now, whichever comes first.
 */
export function pointItems(period: Period, { interval }: Cut): string[] {
  const { shift } = period;
  const from = "{from:DateTime64(3, 'UTC')}";
  const last = lastInstant(period);
  if (!interval) return [`[(toUInt32(0), ${from}, ${last})] AS points`];
  const edge =
    interval === 'hour'
      ? 'toDateTime({first_edge:UInt32} + 3600 * i)'
      : `toDateTime(${STEP[interval]}({first_date:Date}, i), {time_zone:String})`;
  const instant = (time: string) => {
    const precise = `toDateTime64(${time}, 3, 'UTC')`;
    return shift ? `toDateTime64(${moved(precise, shift, 'back')}, 3, 'UTC')` : precise;
  };
  return [
    `arrayMap(i -> ${edge}, range(0, {bucket_count:UInt32} + 1)) AS edges`,
    `arrayMap(
    (edge, next) -> (toUnixTimestamp(edge), greatest(${instant('edge')}, ${from}), least(${instant('next')}, ${last})),
    arrayPopBack(edges), arrayPopFront(edges)
  ) AS points`,
  ];
}

/** The values of the placeholders that a period's statement may have. */
export function periodParameters(period: Period, cut: Cut): Record<string, SqlValue> {
  const { shift } = period;
  const first = cut.buckets[0]?.start ?? period.from;
  return {
    from: timeParameter(period.from),
    to: timeParameter(period.to),
    first_end: timeParameter(period.firstEnd),
    first_edge: first / 1000,
    first_date: dateOf(first, cut.timeZone),
    bucket_count: cut.buckets.length,
    time_zone: cut.timeZone,
    ...(shift && 'days' in shift && { shift_days: shift.days, shift_milliseconds: shift.milliseconds }),
  };
}
