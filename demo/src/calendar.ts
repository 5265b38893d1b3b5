import { startOfDate } from '@saleshub/model';
import { memoize } from './memoize';
import type { Random } from './random';

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** The regions of the company, each with the time zone its people work in. */
export const REGIONS = {
  EMEA: 'Europe/Berlin',
  Americas: 'America/New_York',
  APAC: 'Asia/Singapore',
} as const;
export type Region = keyof typeof REGIONS;

/** A calendar date as days since 1970-01-01, whatever the zone. */
export type Day = number;
/** A calendar month as months since year 0. */
export type Month = number;

export function dayOf(date: string): Day {
  return Date.parse(`${date}T00:00:00Z`) / DAY;
}

export const dateOf = memoize((day: Day): string => new Date(day * DAY).toISOString().slice(0, 10));

export const monthOf = memoize((day: Day): Month => {
  const date = new Date(day * DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
});

export const firstDay = memoize((month: Month): Day => Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY);

/** Such as 2026-11. */
export function monthName(month: Month): string {
  return dateOf(firstDay(month)).slice(0, 7);
}

/** 0 is Monday. */
export function weekdayOf(day: Day): number {
  return (day + 3) % 7;
}

const startsOfDays = perRegion((region) => memoize((day: Day) => startOfDate(dateOf(day), REGIONS[region])));

/** The first instant of the day in the region, milliseconds since 1970. */
export function startOfDay(day: Day, region: Region): number {
  return startsOfDays[region](day);
}

function perRegion<Value>(make: (region: Region) => Value): Record<Region, Value> {
  return { EMEA: make('EMEA'), Americas: make('Americas'), APAC: make('APAC') };
}

const SHARED_HOLIDAYS = ['01-01', '12-24', '12-25', '12-26', '12-31'];
const HOLIDAYS: Record<Region, readonly string[]> = {
  EMEA: [...SHARED_HOLIDAYS, '01-06', '05-01', '10-03'],
  Americas: [...SHARED_HOLIDAYS, '07-04', '09-07', '11-11'],
  APAC: [...SHARED_HOLIDAYS, '02-10', '05-01', '08-09'],
};

const workdays = perRegion((region) => memoize((day: Day) => weekdayOf(day) < 5 && !isHoliday(day, region)));

/** True on days on which the region's offices work. */
export function isWorkday(day: Day, region: Region): boolean {
  return workdays[region](day);
}

function isHoliday(day: Day, region: Region): boolean {
  const date = dateOf(day);
  if (HOLIDAYS[region].includes(date.slice(5))) return true;
  // Thanksgiving: the fourth Thursday of November, and the Friday after it.
  const thursday = weekdayOf(day) === 4 ? day - 1 : day;
  const inMonth = Number(dateOf(thursday).slice(8));
  return (
    region === 'Americas' && date.slice(5, 7) === '11' && weekdayOf(thursday) === 3 && Math.ceil(inMonth / 7) === 4
  );
}

/** A moment in business hours of the region: most before and after lunch, few at the edges. */
export function officeMoment(day: Day, region: Region, random: Random): number {
  const center = random.chance(0.52) ? 10.4 : 14.9;
  const hour = Math.min(17.9, Math.max(8, center + 1.2 * random.normal()));
  return startOfDay(day, region) + Math.floor(hour * HOUR);
}

const DEMAND = [0.92, 1, 1.12, 1, 1.02, 1.1, 0.84, 0.74, 1.08, 1.12, 1.08, 0.68];

/** How busy the market is in that month of the year; 1 on average, low in summer and December. */
export function demand(month: Month): number {
  return DEMAND[month % 12] ?? 1;
}

/** The last day of the quarter that the day is in. */
export function quarterEnd(day: Day): Day {
  const month = monthOf(day);
  return firstDay(month - (month % 3) + 3) - 1;
}
