import type { CalendarContext, Interval } from './calendar';
import { CALENDAR_YEAR, type FiscalYear } from './fiscal-year';
import { comparisonShift, hasDayBefore, shiftBack, shiftEndBack, type Comparison } from './shift';

const LONG_AFTER = Date.parse('2030-01-01');

/** The range that one is compared with, as dates of the time zone, with a time where it is not midnight. */
function before(
  [from, to]: [string, string],
  { interval = null, comparison = 'previous_period', now, timeZone = 'UTC', fiscalYear = CALENDAR_YEAR }: Asked = {},
): string[] {
  const calendar: CalendarContext = { timeZone, weekStart: 'monday', fiscalYear };
  const range = { from: Date.parse(from), to: Date.parse(to) };
  const asked = { range, interval, now: now === undefined ? LONG_AFTER : Date.parse(now) };
  const shift = comparisonShift(comparison, asked, calendar);
  return [shiftBack(range.from, shift, calendar), shiftEndBack(range, shift, calendar)].map((time) =>
    new Date(time)
      .toISOString()
      .replace(/T00:00:00.000Z$/, '')
      .replace(':00.000Z', 'Z'),
  );
}

interface Asked {
  interval?: Interval | null;
  comparison?: Comparison;
  now?: string;
  timeZone?: string;
  fiscalYear?: FiscalYear;
}

it.each<[string, [string, string], string[]]>([
  ['a month', ['2025-03-01', '2025-04-01'], ['2025-02-01', '2025-03-01']],
  ['a leap February', ['2024-02-01', '2024-03-01'], ['2024-01-01', '2024-02-01']],
  ['a quarter', ['2025-01-01', '2025-04-01'], ['2024-10-01', '2025-01-01']],
  ['five months', ['2025-03-01', '2025-08-01'], ['2024-10-01', '2025-03-01']],
  ['a year', ['2024-01-01', '2025-01-01'], ['2023-01-01', '2024-01-01']],
])('compares %s with as many calendar months before it', (_, range, expected) => {
  expect(before(range)).toEqual(expected);
});

it('compares any other range with its length before it', () => {
  expect(before(['2025-03-03', '2025-03-10'])).toEqual(['2025-02-24', '2025-03-03']);
  expect(before(['2025-03-02', '2025-04-01'])).toEqual(['2025-01-31', '2025-03-02']);
  expect(before(['2025-03-01T06:00Z', '2025-03-01T18:30Z'])).toEqual(['2025-02-28T17:30Z', '2025-03-01T06:00Z']);
  // The week after clocks went forward has an hour more than the one before.
  const week: [string, string] = ['2024-03-31T22:00Z', '2024-04-07T22:00Z'];
  expect(before(week, { timeZone: 'Europe/Berlin' })).toEqual(['2024-03-24T23:00Z', '2024-03-31T22:00Z']);
});

it('compares a period to date with the one before it up to the same day', () => {
  const toDate = (from: string, now: string) => before([from, now], { now });
  expect(toDate('2025-03-01', '2025-03-15T10:00Z')).toEqual(['2025-02-01', '2025-02-15T10:00Z']);
  expect(toDate('2025-04-01', '2025-05-20')).toEqual(['2025-01-01', '2025-02-20']);
  expect(toDate('2025-01-01', '2025-05-20')).toEqual(['2024-01-01', '2024-05-20']);
  // Where the month before has no such day, its end.
  expect(toDate('2025-03-01', '2025-03-30T10:00Z')).toEqual(['2025-02-01', '2025-03-01']);
  // Some minutes may pass until it is asked; what ended long ago is no period to date.
  expect(before(['2025-03-01', '2025-03-15'], { now: '2025-03-15T00:04Z' })).toEqual(['2025-02-01', '2025-02-15']);
  expect(before(['2025-03-01', '2025-03-15'], { now: '2025-03-15T00:06Z' })).toEqual(['2025-02-15', '2025-03-01']);
});

it.each<[Interval, [string, string], string]>([
  ['hour', ['2025-03-01', '2025-03-01T01:30Z'], '2025-02-28T22:00Z'],
  ['day', ['2025-03-03T06:00Z', '2025-03-10T09:00Z'], '2025-02-23T06:00Z'],
  ['week', ['2025-03-03', '2025-04-01'], '2025-01-27'],
  ['month', ['2024-12-10', '2025-03-10'], '2024-09-10'],
  ['month', ['2024-12-10', '2025-03-11'], '2024-08-10'],
  ['quarter', ['2025-01-01', '2025-06-01'], '2024-07-01'],
  ['year', ['2024-03-01', '2025-02-01'], '2023-03-01'],
])('compares a series by whole buckets, by %s', (interval, range, from) => {
  expect(before(range, { interval })[0]).toBe(from);
});

it('compares with the year before by the calendar, and weeks with 52 weeks before', () => {
  const year = (from: string, to: string, interval: Interval | null = null) =>
    before([from, to], { comparison: 'previous_year', interval });
  expect(year('2025-02-01', '2025-03-01')).toEqual(['2024-02-01', '2024-03-01']);
  expect(year('2025-02-28', '2025-03-01')).toEqual(['2024-02-28', '2024-02-29']);
  expect(year('2024-02-28', '2024-02-29')).toEqual(['2023-02-28', '2023-03-01']);
  expect(year('2024-02-29', '2024-03-01')).toEqual(['2023-02-28', '2023-03-01']);
  expect(year('2025-03-03', '2025-03-10', 'week')).toEqual(['2024-03-04', '2024-03-11']);
});

it('knows the days that an earlier month does not have', () => {
  const calendar: CalendarContext = { timeZone: 'UTC', weekStart: 'monday', fiscalYear: CALENDAR_YEAR };
  const has = (day: string, months: number) => hasDayBefore(Date.parse(day), { months }, calendar);
  expect([has('2025-03-28', 1), has('2025-03-29', 1), has('2025-03-31', 2)]).toEqual([true, false, true]);
  expect(hasDayBefore(Date.parse('2025-03-31'), { days: 31, milliseconds: 0 }, calendar)).toBe(true);
});

describe('fiscal years', () => {
  const february: FiscalYear = { startMonth: 2, calendar: 'months' };
  /** From Monday 30 December 2024, 2025 has 52 weeks; 2026 has 53 from 29 December 2025 and ends on 3 January 2027. */
  const weeks: FiscalYear = { startMonth: 1, calendar: '4-4-5' };

  it('of months are compared to date with the one before', () => {
    const toDate = (from: string, now: string) => before([from, now], { now, fiscalYear: february });
    expect(toDate('2025-05-01', '2025-07-10')).toEqual(['2025-02-01', '2025-04-10']);
    expect(toDate('2025-02-01', '2025-06-10')).toEqual(['2024-02-01', '2024-06-10']);
    expect(before(['2025-02-01', '2025-09-01'], { fiscalYear: february, interval: 'fiscal_quarter' })[0]).toBe(
      '2024-05-01',
    );
  });

  it('of weeks are compared by whole quarters, also where one has a week more', () => {
    const quarters = (from: string, to: string, asked: Asked = {}) =>
      before([from, to], { fiscalYear: weeks, ...asked });
    expect(quarters('2025-03-31', '2025-06-30')).toEqual(['2024-12-30', '2025-03-31']);
    expect(quarters('2027-01-04', '2027-04-05')).toEqual(['2026-09-28', '2027-01-04']);
    expect(quarters('2025-12-29', '2027-01-04')).toEqual(['2024-12-30', '2025-12-29']);
    expect(quarters('2027-01-04', '2027-04-05', { comparison: 'previous_year' })).toEqual(['2025-12-29', '2026-03-30']);
    expect(quarters('2027-01-04', '2027-07-05', { interval: 'fiscal_quarter' })).toEqual(['2026-06-29', '2027-01-04']);
    // The 14th week of a quarter has none before it in a quarter of 13.
    expect(quarters('2026-09-28', '2026-12-31', { now: '2026-12-31' })).toEqual(['2026-06-29', '2026-09-28']);
    // The first of the month in which years begin is no quarter of months.
    const spring = { fiscalYear: { startMonth: 5, calendar: '4-4-5' } as const, now: '2024-07-20' };
    expect(before(['2024-05-01', '2024-07-20'], spring)).toEqual(['2024-02-11', '2024-05-01']);
    expect(quarters('2025-03-31', '2025-05-05', { now: '2025-05-05' })).toEqual(['2024-12-30', '2025-02-03']);
  });
});
