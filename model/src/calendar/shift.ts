import { Temporal } from 'temporal-polyfill';
import type { CalendarContext, Interval, TimeRange } from './calendar';
import { firstFiscalDay, isFiscal, nextFiscalDay } from './fiscal-year';

/**
 * How far an earlier time lies before the one that is compared with it, on the clock of a time zone. Fiscal quarters are
 * those of whole weeks; all others are months.
 */
export type Shift = { months: number } | { days: number; milliseconds: number } | { fiscalQuarters: number };

/** With what a period is compared. */
export type Comparison = 'previous_period' | 'previous_year';

const YEAR = 12;
const MONTHS = { month: 1, quarter: 3, fiscal_quarter: 3, year: YEAR, fiscal_year: YEAR } as const;
const QUARTERS = { fiscal_quarter: 1, fiscal_year: 4 } as const;
const DAYS_OF_A_YEAR_OF_WEEKS = 364;
const HOUR = 3_600_000;
/** A range that begins a month, quarter or year and ends so close to now is that period to date. */
const SINCE_NOW = 5 * 60_000;

/** What decides how far back a range is compared. */
export interface Compared {
  range: TimeRange;
  /** Of a time series; null otherwise. */
  interval: Interval | null;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * The distance to the earlier time: a year, or as much as the range has.
 *
 * Whole months, quarters and years, fiscal ones too, are compared with as many before them, and such a period to date with the one before up
 * to the same day. Any other range is compared with its length before it, in days of the calendar. A series is compared by
 * whole buckets: a week with a week, a month with a month. Hours are hours; weeks of a year ago begin 52 weeks ago.
 */
export function comparisonShift(comparison: Comparison, compared: Compared, calendar: CalendarContext): Shift {
  const { range, interval } = compared;
  const fiscalQuarters = quartersOfWeeks(compared, calendar);
  if (comparison === 'previous_year') {
    if (fiscalQuarters !== undefined) return { fiscalQuarters: QUARTERS.fiscal_year };
    return interval === 'week' ? days(DAYS_OF_A_YEAR_OF_WEEKS) : { months: YEAR };
  }
  if (fiscalQuarters !== undefined) return { fiscalQuarters };
  const length = clockAt(range.from, calendar).until(clockAt(range.to, calendar), { largestUnit: 'day' });
  const rest = length.with({ days: 0 }).total('millisecond');
  const months = calendarMonths(compared, calendar);
  const wholeDays = length.days + (rest > 0 ? 1 : 0);
  switch (interval) {
    case 'hour':
      return { days: 0, milliseconds: Math.ceil((range.to - range.from) / HOUR) * HOUR };
    case 'week':
      return days(7 * Math.ceil(wholeDays / 7));
    case 'day':
      return months === undefined ? days(wholeDays) : { months };
    case null:
      return months === undefined ? { days: length.days, milliseconds: rest } : { months };
    default: {
      const step = MONTHS[interval];
      return { months: months !== undefined && months % step === 0 ? months : monthsOf(range, calendar, step) };
    }
  }
}

/** The instant that lies so far before a time; a day that the earlier month does not have is its last. */
export function shiftBack(time: number, shift: Shift, calendar: CalendarContext): number {
  const { timeZone } = calendar;
  const zoned = (instant: number) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  if ('months' in shift) return zoned(time).subtract({ months: shift.months }).epochMilliseconds;
  if ('fiscalQuarters' in shift) return quartersBefore(zoned(time), shift.fiscalQuarters, calendar);
  return zoned(time - shift.milliseconds).subtract({ days: shift.days }).epochMilliseconds;
}

/**
 * The same for the end of a range. Whole months end with a month; what ends with a day ends with the day that is so far
 * before it; and what ends within a day that the earlier month does not have ends with that month.
 */
export function shiftEndBack({ from, to }: TimeRange, shift: Shift, calendar: CalendarContext): number {
  if (!('months' in shift)) return shiftBack(to, shift, calendar);
  const end = momentAt(to, calendar);
  if (beginsMonth(end) && beginsMonth(momentAt(from, calendar))) return shiftBack(to, shift, calendar);
  const lastDay = end.subtract({ milliseconds: 1 }).toPlainDate();
  const earlier = lastDay.subtract({ months: shift.months });
  const endsWithDay = end.epochMilliseconds === end.startOfDay().epochMilliseconds;
  if (!endsWithDay && earlier.day === lastDay.day) return shiftBack(to, shift, calendar);
  return earlier.add({ days: 1 }).toZonedDateTime(calendar.timeZone).epochMilliseconds;
}

/** Whether the earlier month has the same day: February has none for 31 March. */
export function hasDayBefore(time: number, shift: Shift, calendar: CalendarContext): boolean {
  return (
    !('months' in shift) || momentAt(shiftBack(time, shift, calendar), calendar).day === momentAt(time, calendar).day
  );
}

const days = (count: number): Shift => ({ days: count, milliseconds: 0 });

function momentAt(time: number, { timeZone }: CalendarContext): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone);
}

function clockAt(time: number, calendar: CalendarContext): Temporal.PlainDateTime {
  return momentAt(time, calendar).toPlainDateTime();
}

/** How many months whole months, quarters or years have, or of which one of them is to date. */
function calendarMonths({ range, now }: Compared, calendar: CalendarContext): number | undefined {
  const begin = momentAt(range.from, calendar);
  if (!beginsMonth(begin)) return undefined;
  const end = momentAt(range.to, calendar);
  if (beginsMonth(end)) return monthsBetween(begin, end);
  if (range.to < now - SINCE_NOW) return undefined;
  const { fiscalYear } = calendar;
  const years = fiscalYear.calendar === 'months' ? [1, fiscalYear.startMonth] : [1];
  const begins = (months: number) => years.some((month) => (begin.month - month) % months === 0);
  return Object.values(MONTHS).find((months) => begins(months) && range.to <= begin.add({ months }).epochMilliseconds);
}

/**
 * How many fiscal quarters of whole weeks a series by them touches; without a series, how many a range of whole ones has, or
 * of which a quarter or a year is to date. Undefined for any other range, and where quarters are months.
 */
function quartersOfWeeks({ range, interval, now }: Compared, calendar: CalendarContext): number | undefined {
  if (calendar.fiscalYear.calendar === 'months' || (interval !== null && !isFiscal(interval))) return undefined;
  const [begin, end] = [momentAt(range.from, calendar), momentAt(range.to, calendar)];
  const step = interval === null ? 1 : QUARTERS[interval];
  const first = firstFiscalDay(begin.toPlainDate(), interval ?? 'fiscal_quarter', calendar);
  let quarters = 0;
  let edge = first;
  while (startOf(edge, calendar) < range.to) {
    edge = nextFiscalDay(edge, interval ?? 'fiscal_quarter', calendar);
    quarters += step;
  }
  if (interval !== null) return quarters;
  if (startOf(first, calendar) !== range.from) return undefined;
  if (startOf(edge, calendar) === end.epochMilliseconds) return quarters;
  if (range.to < now - SINCE_NOW) return undefined;
  if (quarters === 1) return 1;
  const beginsYear = firstFiscalDay(first, 'fiscal_year', calendar).equals(first);
  return beginsYear && quarters <= QUARTERS.fiscal_year ? QUARTERS.fiscal_year : undefined;
}

/** The same place in a fiscal quarter so many before: as many days after its beginning, but not after its end. */
function quartersBefore(moment: Temporal.ZonedDateTime, count: number, calendar: CalendarContext): number {
  const day = moment.toPlainDate();
  const first = firstFiscalDay(day, 'fiscal_quarter', calendar);
  let earlier = first;
  for (let step = 0; step < count; step += 1) {
    earlier = firstFiscalDay(earlier.subtract({ days: 1 }), 'fiscal_quarter', calendar);
  }
  const same = earlier
    .add(first.until(day, { largestUnit: 'day' }))
    .toZonedDateTime({ timeZone: calendar.timeZone, plainTime: moment.toPlainTime() });
  return Math.min(same.epochMilliseconds, startOf(nextFiscalDay(earlier, 'fiscal_quarter', calendar), calendar));
}

const startOf = (day: Temporal.PlainDate, { timeZone }: CalendarContext) =>
  day.toZonedDateTime(timeZone).epochMilliseconds;

/** How many months the range touches, rounded up to whole intervals of so many. */
function monthsOf({ from, to }: TimeRange, calendar: CalendarContext, interval: number): number {
  const begin = clockAt(from, calendar);
  const length = begin.until(clockAt(to, calendar), { largestUnit: 'month' });
  const months = length.months + (length.with({ months: 0 }).blank ? 0 : 1);
  return Math.max(1, Math.ceil(months / interval)) * interval;
}

function monthsBetween(begin: Temporal.ZonedDateTime, end: Temporal.ZonedDateTime): number {
  return (end.year - begin.year) * YEAR + end.month - begin.month;
}

function beginsMonth(moment: Temporal.ZonedDateTime): boolean {
  return moment.day === 1 && moment.epochMilliseconds === moment.startOfDay().epochMilliseconds;
}
