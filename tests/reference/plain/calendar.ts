import { fiscalQuarters, fiscalYears } from './fiscal-year';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const INTERVALS = ['hour', 'day', 'week', 'month', 'quarter', 'year', 'fiscal_quarter', 'fiscal_year'] as const;
export type Interval = (typeof INTERVALS)[number];
export type WeekStart = 'monday' | 'sunday';

/** What clocks on the wall show at an instant. */
interface WallClock {
  /** Days since 1970-01-01, by the calendar. */
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const numeric = 'numeric';
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    ...{ year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric },
  });
  formats.set(timeZone, made);
  return made;
}

function wallClock(time: number, timeZone: string): WallClock {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    day: Date.UTC(part('year'), part('month') - 1, part('day')) / DAY,
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

const days = new Map<string, number>();

/** The calendar day of an instant, as days since 1970-01-01. */
export function calendarDay(time: number, timeZone: string): number {
  const key = `${timeZone} ${time}`;
  const day = days.get(key) ?? wallClock(time, timeZone).day;
  days.set(key, day);
  return day;
}

/** What a clock in the zone shows, as the instant at which a clock in UTC shows the same. */
export function clockTime(time: number, timeZone: string): number {
  const { day, hour, minute, second } = wallClock(time, timeZone);
  return day * DAY + hour * HOUR + minute * 60_000 + second * 1000 + (((time % 1000) + 1000) % 1000);
}

/** The first instant at which a clock in the zone shows this; the next one where clocks skip it. */
export function instantAt(clock: number, timeZone: string): number {
  const candidates = [clock - DAY, clock + DAY].map((near) => clock - (clockTime(near, timeZone) - near));
  const [first = clock, second = clock] = candidates.sort((left, right) => left - right);
  return clockTime(first, timeZone) === clock ? first : second;
}

/** The same time by the clock, some days before. */
export const daysBefore = (time: number, days: number, timeZone: string) =>
  instantAt(clockTime(time, timeZone) - days * DAY, timeZone);

/** The same day of another month, or its last day, at the same time by the clock. */
export function monthsLater(time: number, months: number, timeZone: string): number {
  const clock = clockTime(time, timeZone);
  const date = new Date(clock);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(date.getUTCDate(), lastDay);
  return instantAt(Date.UTC(year, month, day) + (clock - Math.floor(clock / DAY) * DAY), timeZone);
}

const starts = new Map<string, number>();

/** The first instant of a calendar day. */
export function startOfDay(day: number, timeZone: string): number {
  const key = `${timeZone} ${day}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  // No zone is 18 hours away from UTC.
  let before = day * DAY - 18 * HOUR;
  let reached = day * DAY + 18 * HOUR;
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (calendarDay(middle, timeZone) >= day) reached = middle;
    else before = middle;
  }
  starts.set(key, reached);
  return reached;
}

/** A bucket of a time series. */
export interface Bucket {
  /** Where the calendar's interval starts. */
  start: number;
  /** Where it ends, or the range if that is earlier. */
  end: number;
}

/** The intervals of the calendar that overlap the range, in order. */
export function bucketsOf(
  { from, to }: { from: number; to: number },
  interval: Interval,
  { timeZone, weekStart }: { timeZone: string; weekStart: WeekStart },
): Bucket[] {
  const found: Bucket[] = [];
  if (interval === 'hour') {
    // The zones' clocks change by whole hours: from one full hour to the next it is an hour.
    const { minute, second } = wallClock(from, timeZone);
    let start = Math.floor(from / 1000) * 1000 - minute * 60_000 - second * 1000;
    for (; start < to; start += HOUR) found.push({ start, end: Math.min(start + HOUR, to) });
    return found;
  }
  let day = firstDay(calendarDay(from, timeZone), interval, weekStart);
  while (startOfDay(day, timeZone) < to) {
    const next = nextDay(day, interval, weekStart);
    found.push({ start: startOfDay(day, timeZone), end: Math.min(startOfDay(next, timeZone), to) });
    day = next;
  }
  return found;
}

function firstDay(day: number, interval: Exclude<Interval, 'hour'>, weekStart: WeekStart): number {
  const date = new Date(day * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (interval) {
    case 'day':
      return day;
    case 'week':
      return day - (weekStart === 'sunday' ? date.getUTCDay() : (date.getUTCDay() + 6) % 7);
    case 'month':
      return Date.UTC(year, month) / DAY;
    case 'quarter':
      return Date.UTC(year, Math.floor(month / 3) * 3) / DAY;
    case 'year':
      return Date.UTC(year, 0) / DAY;
    case 'fiscal_quarter':
      return fiscalQuarters(weekStart).findLast((first) => first <= day) ?? NaN;
    case 'fiscal_year':
      return fiscalYears(weekStart).findLast((first) => first <= day) ?? NaN;
  }
}

function nextDay(day: number, interval: Exclude<Interval, 'hour'>, weekStart: WeekStart): number {
  if (interval === 'fiscal_quarter') return fiscalQuarters(weekStart).find((first) => first > day) ?? NaN;
  if (interval === 'fiscal_year') return fiscalYears(weekStart).find((first) => first > day) ?? NaN;
  const date = new Date(day * DAY);
  const months = { month: 1, quarter: 3, year: 12 };
  if (interval === 'day') return day + 1;
  if (interval === 'week') return day + 7;
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months[interval]) / DAY;
}
