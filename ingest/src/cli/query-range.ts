import {
  buckets,
  endOfInterval,
  shiftBack,
  type CalendarContext,
  type Interval,
  type TimeRange,
} from '@saleshub/model';
import { UsageError } from './failures';
import { parseTime } from './parse-time';

const DEFAULT_LENGTH = '90d';
const UNITS: Readonly<Record<string, Interval>> = {
  ...{ week: 'week', month: 'month', quarter: 'quarter', year: 'year' },
  ...{ 'fiscal-quarter': 'fiscal_quarter', 'fiscal-year': 'fiscal_year' },
};
const TO_DATE: Readonly<Record<string, Interval>> = {
  ...{ mtd: 'month', qtd: 'quarter', ytd: 'year' },
  ...{ fqtd: 'fiscal_quarter', fytd: 'fiscal_year' },
};

/**
 * The range that --from and --to state: dates, times, or words such as last-month, 90d and ytd. A word for a period says both
 * ends, unless --to says another one; a length is counted back from the end.
 * @throws UsageError `invalid_time`
 */
export function rangeOf(
  { from = DEFAULT_LENGTH, to }: { from?: string; to?: string },
  calendar: CalendarContext,
  now: number,
): TimeRange {
  const end = to === undefined ? undefined : (periodOf(to, calendar, now)?.to ?? timeOf(to, '--to', calendar));
  const period = periodOf(from, calendar, now);
  if (period) return { from: period.from, to: end ?? period.to };
  const until = end ?? now;
  return { from: lengthBefore(from, until, calendar) ?? timeOf(from, '--from', calendar), to: until };
}

/** A period by its name: today, yesterday, this-week, last-quarter, ytd … */
function periodOf(text: string, calendar: CalendarContext, now: number): TimeRange | undefined {
  if (text === 'today') return intervalAt(now, 'day', calendar);
  if (text === 'yesterday') return intervalAt(intervalAt(now, 'day', calendar).from - 1, 'day', calendar);
  const toDate = TO_DATE[text];
  if (toDate) return { from: intervalAt(now, toDate, calendar).from, to: now };
  const [, which, unit = ''] = /^(this|last)-([a-z-]+)$/.exec(text) ?? [];
  const interval = UNITS[unit];
  if (!interval) return undefined;
  const current = intervalAt(now, interval, calendar);
  return which === 'this' ? current : intervalAt(current.from - 1, interval, calendar);
}

function intervalAt(time: number, interval: Interval, calendar: CalendarContext): TimeRange {
  const [bucket] = buckets({ from: time, to: time + 1 }, interval, calendar);
  return { from: bucket?.start ?? time, to: endOfInterval(time, interval, calendar) };
}

/** "90d", "12h", "8w", "6m" or "2y" before an instant, by the calendar; undefined for anything else. */
function lengthBefore(text: string, end: number, calendar: CalendarContext): number | undefined {
  const [, digits, unit] = /^(\d{1,4})([hdwmy])$/.exec(text) ?? [];
  const count = Number(digits);
  switch (unit) {
    case 'h':
      return end - count * 3_600_000;
    case 'd':
      return shiftBack(end, { days: count, milliseconds: 0 }, calendar);
    case 'w':
      return shiftBack(end, { days: 7 * count, milliseconds: 0 }, calendar);
    case 'm':
      return shiftBack(end, { months: count }, calendar);
    case 'y':
      return shiftBack(end, { months: 12 * count }, calendar);
    default:
      return undefined;
  }
}

function timeOf(text: string, option: string, { timeZone }: CalendarContext): number {
  try {
    return parseTime(text, option, timeZone);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(error.code, `${error.message} Or a word: last-month, this-week, yesterday, ytd, 90d.`);
  }
}
