import { buckets, dateOf, type Bucket, type CalendarContext } from '../../../calendar/calendar';
import { CONSTANTS, type ForecastInterval } from './method/constants';
import type { Span } from './method/deals';
import type { SeasonalPlaces } from './method/series';
import { MOST_BACKTESTED } from './schema';

const DAY = 86_400_000;
/** No period is longer; a day has up to 25 hours. */
const LONGEST = { week: 8 * DAY, month: 32 * DAY } as const;
/** Of a week, the days before the one that says to which quarter and month it belongs: its fourth. */
const DAYS_TO_MIDDLE = 3;
/** Whole weeks of a quarter with which its second, third and fourth group of weeks begins. */
const WEEKS_OF_QUARTER = [4, 9, 11];

/** The periods that a forecast needs, around the running one. */
export interface Periods {
  /** Those before the running one, as many as the earliest forecast that may be listed learns from. */
  past: Bucket[];
  /** The running one, and those after it. */
  ahead: Bucket[];
}

/** @param horizon how many periods ahead, the running one included */
export function periodsAround(
  asOf: number,
  interval: ForecastInterval,
  horizon: number,
  calendar: CalendarContext,
): Periods {
  const count = CONSTANTS[interval].history + MOST_BACKTESTED;
  const range = { from: asOf - (count + 1) * LONGEST[interval], to: asOf + (horizon + 1) * LONGEST[interval] };
  const all = buckets(range, interval, calendar);
  const running = all.findLastIndex(({ start }) => start <= asOf);
  return { past: all.slice(running - count, running), ahead: all.slice(running, running + horizon) };
}

/** The day on which an instant lies, counted from 1970 in the time zone. */
export function dayNumber(time: number, { timeZone }: CalendarContext): number {
  return Date.parse(dateOf(time, timeZone)) / DAY;
}

/** The days of a period. */
export function spanOf({ start, end }: Bucket, calendar: CalendarContext): Span {
  return { from: dayNumber(start, calendar), to: dayNumber(end, calendar) };
}

/** Where periods stand in their quarter and year: months by their place, weeks by their fourth day. */
export function placesOf(
  periods: readonly Bucket[],
  interval: ForecastInterval,
  calendar: CalendarContext,
): SeasonalPlaces {
  const places = periods.map(({ start }) => {
    const day = dayNumber(start, calendar) + (interval === 'week' ? DAYS_TO_MIDDLE : 0);
    const date = new Date(day * DAY);
    const month = date.getUTCMonth();
    const placeOfMonth = month % 3;
    if (interval === 'month') return { quarter: placeOfMonth, month };
    const weeks = Math.floor((day - Date.UTC(date.getUTCFullYear(), month - placeOfMonth) / DAY) / 7);
    return { quarter: WEEKS_OF_QUARTER.filter((first) => weeks >= first).length, month };
  });
  return { quarter: places.map(({ quarter }) => quarter), month: places.map(({ month }) => month) };
}
