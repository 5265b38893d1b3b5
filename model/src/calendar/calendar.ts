import { Temporal } from 'temporal-polyfill';
import { firstFiscalDay, isFiscal, nextFiscalDay, type FiscalInterval, type FiscalYear } from './fiscal-year';

/** Half-open range of time, milliseconds since 1970: `from` belongs to it, `to` does not. */
export interface TimeRange {
  from: number;
  to: number;
}

export const INTERVALS = ['hour', 'day', 'week', 'month', 'quarter', 'fiscal_quarter', 'year', 'fiscal_year'] as const;
export type Interval = (typeof INTERVALS)[number];

export const WEEK_STARTS = ['monday', 'sunday'] as const;
export type WeekStart = (typeof WEEK_STARTS)[number];

/** What a calendar needs to know to cut time into hours, days, weeks … */
export interface CalendarContext {
  /** IANA name, such as Europe/Berlin. */
  timeZone: string;
  weekStart: WeekStart;
  fiscalYear: FiscalYear;
}

/** True where the name is an IANA time zone, written as IANA writes it: ClickHouse knows no other spelling. */
export function isTimeZone(name: string): boolean {
  // Offsets such as +02:00 are no zones of a business: they know no summer time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId === name;
  } catch {
    return false;
  }
}

/** The first instant of a calendar date in the time zone, milliseconds since 1970. */
export function startOfDate(date: string, timeZone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds;
}

/** The first instant of the day after a calendar date in the time zone, milliseconds since 1970. */
export function endOfDate(date: string, timeZone: string): number {
  return Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
}

/** The calendar date of an instant: 2026-03-01. */
export function dateOf(time: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The days of a calendar that lie whole in a range, numbered from 1970-01-01, which is 0: `end` is the first one after. */
export interface DaySpan {
  first: number;
  end: number;
}

export function wholeDays({ from, to }: TimeRange, timeZone: string): DaySpan {
  const dayOf = (time: number) => Date.parse(dateOf(time, timeZone)) / DAY;
  // A day has begun before its first millisecond is over.
  const first = dayOf(from - 1) + 1;
  return { first, end: Math.max(first, dayOf(to)) };
}

/** ISO 8601 with the zone's offset at that instant: 2026-03-01T00:00:00+09:00. */
export function formatInstant(time: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(time)
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: 'never', fractionalSecondDigits: time % 1000 === 0 ? 0 : 3 });
}

const DAY = 86_400_000;
/** Up to how many days a range is shown by this interval, where the query leaves the choice to us. */
const AUTOMATIC: readonly [days: number, interval: Interval][] = [
  [3, 'hour'],
  [62, 'day'],
  [366, 'week'],
  [5 * 366, 'month'],
  [20 * 366, 'quarter'],
];

/**
 * The interval for a range when the query says `auto`; it depends on the range alone, so panel and alert agree.
 * @param shortest what the metric allows
 */
export function automaticInterval(range: TimeRange, shortest: Interval = 'hour'): Interval {
  const days = (range.to - range.from) / DAY;
  const interval = AUTOMATIC.find(([limit]) => days <= limit)?.[1] ?? 'year';
  return isShorter(interval, shortest) ? shortest : interval;
}

/** True where the first interval is shorter than the second. */
export function isShorter(interval: Interval, other: Interval): boolean {
  return INTERVALS.indexOf(interval) < INTERVALS.indexOf(other);
}

/** One bucket of a time series: `start` is the calendar's, before the range where the range begins inside it. */
export interface Bucket {
  start: number;
  /** The earlier of the calendar's end and the range's. */
  end: number;
}

/** How many buckets a range has at most, whatever clocks do in it; counted without making them. */
export function estimateBuckets(range: TimeRange, interval: Interval): number {
  const shortest: Record<Interval, number> = {
    ...{ hour: 1 / 24, day: 1, week: 7, month: 28 },
    ...{ quarter: 90, fiscal_quarter: 90, year: 365, fiscal_year: 364 },
  };
  return Math.ceil((range.to - range.from) / DAY / shortest[interval]) + 2;
}

/** How long intervals are between two changes of clocks; those of the calendar's months have no length of their own. */
const STEADY: Partial<Record<Interval, number>> = { hour: DAY / 24, day: DAY, week: 7 * DAY };

/** The buckets that overlap the range, in order. */
export function buckets(range: TimeRange, interval: Interval, calendar: CalendarContext): Bucket[] {
  const found: Bucket[] = [];
  if (range.to <= range.from) return found;
  const length = STEADY[interval] ?? Infinity;
  let start = startOfInterval(momentOf(range.from, calendar), interval, calendar).epochMilliseconds;
  let change = nextChange(start, calendar);
  while (start < range.to) {
    // By arithmetic where clocks do not change: the calendar takes a hundred times as long.
    const steady = start + length;
    const next = steady < change ? steady : following(momentOf(start, calendar), interval, calendar).epochMilliseconds;
    found.push({ start, end: Math.min(next, range.to) });
    start = next;
    if (start > change) change = nextChange(start, calendar);
  }
  return found;
}

/** When clocks change at the time or next; Infinity where they do not any more. */
function nextChange(time: number, calendar: CalendarContext): number {
  return momentOf(time - 1, calendar).getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity;
}

/** When the calendar's interval around a time ends, also where that is after the range. */
export function endOfInterval(time: number, interval: Interval, calendar: CalendarContext): number {
  return following(startOfInterval(momentOf(time, calendar), interval, calendar), interval, calendar).epochMilliseconds;
}

/** The part of the range that consists of whole intervals; undefined where it has none. */
export function wholeIntervals(
  { from, to }: TimeRange,
  interval: Interval,
  calendar: CalendarContext,
): TimeRange | undefined {
  const startOf = (time: number) => startOfInterval(momentOf(time, calendar), interval, calendar).epochMilliseconds;
  const first = startOf(from) === from ? from : endOfInterval(from, interval, calendar);
  const end = startOf(to);
  return first < end ? { from: first, to: end } : undefined;
}

function momentOf(time: number, { timeZone }: CalendarContext): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone);
}

function startOfInterval(
  moment: Temporal.ZonedDateTime,
  interval: Interval,
  calendar: CalendarContext,
): Temporal.ZonedDateTime {
  if (interval === 'hour') return startOfHour(moment);
  const day = moment.toPlainDate();
  const first = isFiscal(interval)
    ? firstFiscalDay(day, interval, calendar)
    : firstDay(day, interval, calendar.weekStart);
  return first.toZonedDateTime(calendar.timeZone);
}

function startOfHour(moment: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  return moment.round({ smallestUnit: 'hour', roundingMode: 'floor' });
}

function firstDay(
  day: Temporal.PlainDate,
  interval: Exclude<Interval, 'hour' | FiscalInterval>,
  weekStart: WeekStart,
): Temporal.PlainDate {
  switch (interval) {
    case 'day':
      return day;
    case 'week':
      return day.subtract({ days: weekStart === 'monday' ? day.dayOfWeek - 1 : day.dayOfWeek % 7 });
    case 'month':
      return day.with({ day: 1 });
    case 'quarter':
      return day.with({ day: 1, month: day.month - ((day.month - 1) % 3) });
    case 'year':
      return day.with({ day: 1, month: 1 });
  }
}

function following(
  start: Temporal.ZonedDateTime,
  interval: Interval,
  calendar: CalendarContext,
): Temporal.ZonedDateTime {
  if (interval === 'hour') {
    // Where clocks change by half an hour the next full hour is half an hour or an hour and a half away.
    const next = startOfHour(start.add({ hours: 1 }));
    return next.epochMilliseconds > start.epochMilliseconds ? next : startOfHour(start.add({ hours: 2 }));
  }
  const day = start.toPlainDate();
  // From the date, not from the instant: a day that begins at 01:00 does not make the next one begin there.
  if (isFiscal(interval)) return nextFiscalDay(day, interval, calendar).toZonedDateTime(start.timeZoneId);
  const steps = {
    day: { days: 1 },
    week: { weeks: 1 },
    month: { months: 1 },
    quarter: { months: 3 },
    year: { years: 1 },
  } as const;
  return day.add(steps[interval]).toZonedDateTime(start.timeZoneId);
}
