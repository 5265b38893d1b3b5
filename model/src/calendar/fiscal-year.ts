import { Temporal } from 'temporal-polyfill';
import type { WeekStart } from './calendar';

export const FISCAL_CALENDARS = ['months', '4-4-5'] as const;

/**
 * How a company cuts its fiscal years. With `months` one begins with the first of a month and has quarters of three months.
 * With `4-4-5` – as well as 4-5-4 and 5-4-4, whose quarters are the same – it begins with the week that begins nearest to
 * that day and has quarters of 13 weeks; the last one has a 14th where the next year begins later.
 */
export interface FiscalYear {
  /** 1 to 12. */
  startMonth: number;
  calendar: (typeof FISCAL_CALENDARS)[number];
}

/** The year that begins on 1 January. */
export const CALENDAR_YEAR: FiscalYear = { startMonth: 1, calendar: 'months' };

export const FISCAL_INTERVALS = ['fiscal_quarter', 'fiscal_year'] as const;
export type FiscalInterval = (typeof FISCAL_INTERVALS)[number];

export function isFiscal(interval: string | null): interval is FiscalInterval {
  return FISCAL_INTERVALS.some((name) => name === interval);
}

interface FiscalContext {
  fiscalYear: FiscalYear;
  weekStart: WeekStart;
}

const MONTHS = { fiscal_quarter: 3, fiscal_year: 12 } as const;
const DAYS_OF_A_QUARTER = 13 * 7;
const QUARTERS = 4;
/** Longer than a year of 53 weeks, and shorter than two years. */
const OVER_A_YEAR = 380;

/** The first day of the fiscal quarter or year around a day. */
export function firstFiscalDay(
  day: Temporal.PlainDate,
  interval: FiscalInterval,
  { fiscalYear, weekStart }: FiscalContext,
): Temporal.PlainDate {
  const { startMonth, calendar } = fiscalYear;
  if (calendar === 'months') {
    const months = (day.month - startMonth + 12) % MONTHS[interval];
    return day.with({ day: 1 }).subtract({ months });
  }
  const year = firstDayOfYearOfWeeks(day, startMonth, weekStart);
  if (interval === 'fiscal_year') return year;
  const quarter = Math.min(QUARTERS - 1, Math.floor(year.until(day, { largestUnit: 'day' }).days / DAYS_OF_A_QUARTER));
  return year.add({ days: quarter * DAYS_OF_A_QUARTER });
}

/** The first day of the fiscal quarter or year after the one that begins on a day. */
export function nextFiscalDay(
  first: Temporal.PlainDate,
  interval: FiscalInterval,
  context: FiscalContext,
): Temporal.PlainDate {
  if (context.fiscalYear.calendar === 'months') return first.add({ months: MONTHS[interval] });
  const year = firstFiscalDay(first, 'fiscal_year', context);
  const nextYear = firstFiscalDay(year.add({ days: OVER_A_YEAR }), 'fiscal_year', context);
  if (interval === 'fiscal_year') return nextYear;
  const isLast = first.equals(year.add({ days: (QUARTERS - 1) * DAYS_OF_A_QUARTER }));
  return isLast ? nextYear : first.add({ days: DAYS_OF_A_QUARTER });
}

function firstDayOfYearOfWeeks(day: Temporal.PlainDate, month: number, weekStart: WeekStart): Temporal.PlainDate {
  const first = (year: number) => nearestWeek(Temporal.PlainDate.from({ year, month, day: 1 }), weekStart);
  const candidates = [day.year + 1, day.year].map(first);
  return candidates.find((start) => Temporal.PlainDate.compare(start, day) <= 0) ?? first(day.year - 1);
}

/** The first day of the week that begins nearest to a day: up to three days before it or after it. */
function nearestWeek(day: Temporal.PlainDate, weekStart: WeekStart): Temporal.PlainDate {
  const since = weekStart === 'monday' ? day.dayOfWeek - 1 : day.dayOfWeek % 7;
  return since <= 3 ? day.subtract({ days: since }) : day.add({ days: 7 - since });
}
