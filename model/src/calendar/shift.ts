import { Temporal } from 'temporal-polyfill';
import type { CalendarContext, Interval, TimeRange } from './calendar';

/** How far an earlier period lies before the one that is compared with it, on the clock of a time zone. */
export type Shift = { days: number; milliseconds: number } | { years: number };

/** With what a period is compared. */
export type Comparison = 'previous_period' | 'previous_year';

const DAYS_OF_A_YEAR_OF_WEEKS = 364;

/**
 * The distance to the earlier period: the range's length, or a year. Days are days of the calendar, so that a period
 * that begins at midnight is compared with one that does, also across a change of clocks; hours are hours. Weeks of a
 * year ago begin 52 weeks ago.
 */
export function comparisonShift(
  comparison: Comparison,
  range: TimeRange,
  interval: Interval | null,
  { timeZone }: CalendarContext,
): Shift {
  if (comparison === 'previous_year') {
    return interval === 'week' ? { days: DAYS_OF_A_YEAR_OF_WEEKS, milliseconds: 0 } : { years: 1 };
  }
  if (interval === 'hour') return { days: 0, milliseconds: range.to - range.from };
  const clock = (time: number) =>
    Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone).toPlainDateTime();
  const length = clock(range.from).until(clock(range.to), { largestUnit: 'day' });
  return { days: length.days, milliseconds: length.with({ days: 0 }).total('millisecond') };
}

/** The instant that lies so far before a time. */
export function shiftBack(time: number, shift: Shift, { timeZone }: CalendarContext): number {
  const zoned = (instant: number) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  if ('years' in shift) return zoned(time).subtract({ years: shift.years }).epochMilliseconds;
  return zoned(time - shift.milliseconds).subtract({ days: shift.days }).epochMilliseconds;
}
