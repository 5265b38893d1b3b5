import fc from 'fast-check';
import { startOfDay, type Interval } from '../plain/calendar';
import type { Metric } from '../plain/metric';
import type { Question } from '../plain/question';
import { MINUTE, REMARKABLE_DAYS, WINDOW } from './instants';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The longest range by the interval, in days, so that an answer stays small. */
const LONGEST: Record<Interval, number> = { hour: 3, day: 40, week: 200, month: 700, quarter: 700, year: 700 };

/** Of what time a question is, and when it is asked. */
export const whenAsked = fc.record({
  interval: fc.constantFrom<Interval[]>('hour', 'day', 'week', 'week', 'month', 'month', 'quarter', 'year'),
  longInterval: fc.constantFrom<Interval[]>('month', 'month', 'quarter', 'year'),
  day: fc.constantFrom(...REMARKABLE_DAYS),
  daysBefore: fc.integer({ min: 0, max: 60 }),
  days: fc.integer({ min: 1, max: 700 }),
  /** Where a range without buckets ends: often at an instant at which something happens. */
  end: fc.option(fc.nat(), { freq: 3 }),
  /** Ranges need not begin where days do. */
  shift: fc.constantFrom(0, 0, 0, HOUR, HOUR / 2, 7 * HOUR + 1),
  /** Often something happened one window ago. */
  now: fc.record({ of: fc.option(fc.nat(), { freq: 1 }), later: fc.constantFrom(0, 7 * DAY, 30 * DAY, 90 * DAY) }),
});
type WhenAsked = typeof whenAsked extends fc.Arbitrary<infer Value> ? Value : never;

/** The range of a question with its interval, and when it is asked. */
export function rangeOf(
  { day, daysBefore, days, end, shift, now, ...intervals }: WhenAsked,
  { timeZone, isSeries, metric }: { timeZone: string; isSeries: boolean; metric: Metric },
  instants: readonly number[],
): Pick<Question, 'interval' | 'from' | 'to' | 'now'> {
  const momentOf = (index: number) => instants[index % instants.length] ?? WINDOW.to;
  const interval = metric.needsMonths ? intervals.longInterval : intervals.interval;
  const longest = isSeries ? LONGEST[interval] : 700;
  const firstDay = day - (interval === 'hour' ? daysBefore % 2 : daysBefore);
  const from = startOfDay(firstDay, timeZone) + shift;
  const latest = startOfDay(firstDay + longest, timeZone);
  const moment = end === null ? 0 : momentOf(end);
  const to = moment > from && moment <= latest ? moment : startOfDay(firstDay + 1 + (days % longest), timeZone);
  return { interval, from, to, now: now.of === null ? WINDOW.to + 300 * DAY : momentOf(now.of) + now.later };
}
