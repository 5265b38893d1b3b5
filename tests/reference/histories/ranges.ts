import fc from 'fast-check';
import { monthsLater, startOfDay, type Interval, type WeekStart } from '../plain/calendar';
import { fiscalQuarters } from '../plain/fiscal-year';
import type { Metric } from '../plain/metric';
import type { Question } from '../plain/question';
import { LONG_AFTER, MINUTE, REMARKABLE_DAYS, WINDOW } from './instants';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The longest range by the interval, in days, so that an answer stays small. */
const LONGEST: Record<Interval, number> = {
  ...{ hour: 3, day: 90, week: 200, month: 700, quarter: 700, year: 700 },
  ...{ fiscal_quarter: 700, fiscal_year: 700 },
};

const YEAR_DAYS = 366;
/** The earlier range must not be before the histories. */
const COMPARED_DAYS = 120;

/** Of what time a question is, and when it is asked. */
export const whenAsked = fc.record({
  interval: fc.constantFrom<Interval[]>(
    ...(['hour', 'hour', 'hour', 'day', 'week', 'week', 'month', 'month', 'quarter', 'year'] as const),
    ...(['fiscal_quarter', 'fiscal_year'] as const),
  ),
  longInterval: fc.constantFrom<Interval[]>('month', 'month', 'quarter', 'year', 'fiscal_quarter'),
  day: fc.constantFrom(...REMARKABLE_DAYS),
  daysBefore: fc.integer({ min: 0, max: 60 }),
  days: fc.integer({ min: 1, max: 700 }),
  /** Where a range without buckets ends: often at an instant at which something happens. */
  end: fc.option(fc.nat(), { freq: 2 }),
  /** Calendar months, or a month, quarter or year to date; the same of fiscal quarters; else any range. */
  months: fc.constantFrom('any', 'any', 'any', 'whole', 'to_date'),
  isFiscal: fc.constantFrom(false, false, true),
  /** Ranges need not begin where days do. */
  shift: fc.constantFrom(0, 0, 0, HOUR, HOUR / 2, 7 * HOUR + 1),
  /** Often something happened one window ago. */
  now: fc.record({ of: fc.option(fc.nat(), { freq: 3 }), later: fc.constantFrom(0, 7 * DAY, 30 * DAY, 90 * DAY) }),
});
type WhenAsked = typeof whenAsked extends fc.Arbitrary<infer Value> ? Value : never;

/** Of what a question is that needs a range. */
interface Needs {
  timeZone: string;
  weekStart: WeekStart;
  isSeries: boolean;
  metric: Metric;
  compareTo: Question['compareTo'];
}

/** The range of a question with its interval, and when it is asked. */
export function rangeOf(
  when: WhenAsked,
  { timeZone, weekStart, isSeries, metric, compareTo }: Needs,
  instants: readonly number[],
): Pick<Question, 'interval' | 'from' | 'to' | 'now'> {
  const { day, daysBefore, days, end, months, isFiscal, shift, now } = when;
  // What is compared with a year before is asked a year later: before the histories nothing happened.
  const later = compareTo === 'previous_year' ? YEAR_DAYS * DAY : 0;
  const momentOf = (index: number) => (instants[index % instants.length] ?? WINDOW.to) + later;
  const interval = intervalOf(when, { isSeries, metric, compareTo });
  const longest = Math.min(isSeries ? LONGEST[interval] : 700, compareTo === 'previous_period' ? COMPARED_DAYS : 700);
  const away = interval === 'hour' ? daysBefore % 2 : daysBefore;
  const firstDay = (compareTo ? day + away : day - away) + later / DAY;
  const from = startOfDay(firstDay, timeZone) + shift;
  const latest = startOfDay(firstDay + longest, timeZone);
  const moment = end === null ? 0 : momentOf(end);
  const to = moment > from && moment <= latest ? moment : startOfDay(firstDay + lengthOf(days, longest), timeZone);
  const asked = now.of === null ? LONG_AFTER : momentOf(now.of) + now.later;
  if (months !== 'any' && interval !== 'hour') {
    const quarters = fiscalQuarters(weekStart).map((quarter) => startOfDay(quarter, timeZone));
    const quarter = quarters.findLastIndex((start) => start <= from);
    const month = monthsLater(startOfDay(firstDay - dayOfMonth(firstDay) + 1, timeZone), -(days % 3), timeZone);
    const begin = isFiscal ? (quarters[quarter] ?? from) : month;
    const whole = isFiscal ? (quarters[quarter + 1] ?? to) : monthsLater(begin, 1 + (days % 3), timeZone);
    const range = { from: begin, to: months === 'whole' ? whole : Math.max(to, begin + DAY) };
    const running = compareTo && asked <= begin ? LONG_AFTER : asked;
    return { interval, ...range, now: months === 'whole' ? running : range.to };
  }
  // What has not begun is not compared: nothing of it is as far as anything before.
  return { interval, from, to, now: compareTo && asked <= from ? LONG_AFTER : asked };
}

/** Of a day since 1970. */
const dayOfMonth = (day: number) => new Date(day * DAY).getUTCDate();

/** Half of the longest or more. */
function lengthOf(days: number, longest: number): number {
  return Math.ceil(longest / 2) + (days % Math.ceil(longest / 2));
}

function intervalOf(
  { interval, longInterval }: WhenAsked,
  { isSeries, metric, compareTo }: Pick<Needs, 'isSeries' | 'metric' | 'compareTo'>,
): Interval {
  if (metric.needsMonths) return longInterval;
  // Where time is not cut, what is earlier must not depend on how it would be.
  return compareTo && !isSeries ? 'day' : interval;
}
