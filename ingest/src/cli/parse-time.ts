import { endOfDate, startOfDate } from '@saleshub/model';
import { UsageError } from './failures';

/**
 * The instant that an option states, in milliseconds: a date is its midnight in the time zone, anything else must say its
 * offset.
 * @throws UsageError `invalid_time`
 */
export function parseTime(text: string, option: string, timeZone: string): number {
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return startOfDate(text, timeZone);
  } catch {
    // No such day: said below.
  }
  const time = /(Z|[+-]\d\d:\d\d)$/i.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(time)) return time;
  throw new UsageError(
    'invalid_time',
    `${option} must be a date such as 2026-01-31 or a time with an offset such as 2026-01-31T09:00:00+01:00, not "${text}".`,
  );
}

const DAY_ALONE = /^\d{4}-\d\d-\d\d$/;

/**
 * The moment that a snapshot shows, in milliseconds: of a date its end, since what happened on that day is in it.
 * @throws UsageError `invalid_time`
 */
export function parseAsOf(text: string, option: string, timeZone: string): number {
  const start = parseTime(text, option, timeZone);
  return DAY_ALONE.test(text) ? endOfDate(text, timeZone) : start;
}
