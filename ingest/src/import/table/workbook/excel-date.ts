const DAY = 86_400;
/** Seconds from 1970 to the day 0 of each way to count. */
const DAY_ZERO_1900 = Date.UTC(1899, 11, 30) / 1000;
const DAY_ZERO_1904 = Date.UTC(1904, 0, 1) / 1000;
/** Day 60 is a 29 February 1900, which never was: days before it are one later than those after it say. */
const LEAP_DAY_1900 = 60;
const LAST_DAY = 2_958_466;

/**
 * The date of a number of days, `2025-03-05` or, where it is no midnight, `2025-03-05T14:30:00`; below one day the time of
 * the day, `14:30:00`. Undefined where it is no date.
 */
export function formatExcelDate(days: number, since1904: boolean): string | undefined {
  if (!(days >= 0 && days < LAST_DAY)) return undefined;
  // Days are stored as binary fractions: 0.1 of a second is lost at most.
  const seconds = Math.round(days * DAY);
  if (seconds < DAY) return new Date(seconds * 1000).toISOString().slice(11, 19);
  const early = !since1904 && days < LEAP_DAY_1900 ? DAY : 0;
  const zero = since1904 ? DAY_ZERO_1904 : DAY_ZERO_1900;
  const text = new Date((zero + seconds + early) * 1000).toISOString();
  return seconds % DAY === 0 ? text.slice(0, 10) : text.slice(0, 19);
}
