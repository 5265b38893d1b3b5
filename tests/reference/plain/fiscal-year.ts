import type { WeekStart } from './calendar';

const DAY = 86_400_000;

/** Of the company of the random histories: fiscal years of weeks. Those of months are in the tests of the calendar. */
export const FISCAL_YEAR = { startMonth: 5, calendar: '4-4-5' } as const;

const known = new Map<WeekStart, number[]>();

/** The first days of all fiscal quarters for some decades, as days since 1970: four of 13 weeks, but for a longer last one. */
export function fiscalQuarters(weekStart: WeekStart): readonly number[] {
  const quarters =
    known.get(weekStart) ??
    Array.from({ length: 40 }, (_, index) => firstDay(2005 + index, weekStart)).flatMap((day) =>
      [0, 13, 26, 39].map((weeks) => day + 7 * weeks),
    );
  known.set(weekStart, quarters);
  return quarters;
}

/** Years begin every four quarters. */
export const fiscalYears = (weekStart: WeekStart) => fiscalQuarters(weekStart).filter((_, index) => index % 4 === 0);

/** The day on which a week begins that is no further than three days from the first of the month. */
function firstDay(year: number, weekStart: WeekStart): number {
  const first = Date.UTC(year, FISCAL_YEAR.startMonth - 1) / DAY;
  const weekday = weekStart === 'sunday' ? 0 : 1;
  const near = [-3, -2, -1, 0, 1, 2, 3].map((away) => first + away);
  return near.find((day) => new Date(day * DAY).getUTCDay() === weekday) ?? first;
}
