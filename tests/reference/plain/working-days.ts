import type { Settings } from './settings';

const DAY = 86_400_000;

/** How many days after the first and up to the last, days since 1970-01-01, people work on. */
export function workingDaysBetween(first: number, last: number, settings: Settings): number {
  let found = 0;
  for (let day = first + 1; day <= last; day++) if (isWorkingDay(day, settings)) found++;
  return found;
}

function isWorkingDay(day: number, { workingDays, holidays }: Settings): boolean {
  const date = new Date(day * DAY);
  const weekday = date.getUTCDay() === 0 ? 7 : date.getUTCDay();
  return workingDays.includes(weekday) && !holidays.includes(date.toISOString().slice(0, 10));
}
