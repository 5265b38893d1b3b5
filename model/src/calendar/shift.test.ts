import type { Interval } from './calendar';
import { comparisonShift, hasDayBefore, shiftBack, shiftEndBack, type Comparison } from './shift';

const LONG_AFTER = Date.parse('2030-01-01');

/** The range that one is compared with, as dates of the time zone, with a time where it is not midnight. */
function before(
  [from, to]: [string, string],
  { interval = null, comparison = 'previous_period', now, timeZone = 'UTC' }: Asked = {},
): string[] {
  const calendar = { timeZone, weekStart: 'monday' } as const;
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
  const calendar = { timeZone: 'UTC', weekStart: 'monday' } as const;
  const has = (day: string, months: number) => hasDayBefore(Date.parse(day), { months }, calendar);
  expect([has('2025-03-28', 1), has('2025-03-29', 1), has('2025-03-31', 2)]).toEqual([true, false, true]);
  expect(hasDayBefore(Date.parse('2025-03-31'), { days: 31, milliseconds: 0 }, calendar)).toBe(true);
});
