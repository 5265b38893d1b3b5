import fc from 'fast-check';
import {
  INTERVALS,
  WEEK_STARTS,
  buckets,
  endOfInterval,
  estimateBuckets,
  formatInstant,
  type CalendarContext,
  type Interval,
  type WeekStart,
} from './calendar';
import { CALENDAR_YEAR, FISCAL_CALENDARS, type FiscalYear } from './fiscal-year';

const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Asia/Seoul', 'Australia/Lord_Howe', 'UTC'];

/** The buckets as local time; the end of one is left out where the next begins there. */
function cut(
  from: string,
  to: string,
  interval: Interval,
  timeZone: string,
  { weekStart = 'monday', fiscalYear = CALENDAR_YEAR }: Partial<CalendarContext> = {},
) {
  const range = { from: Date.parse(from), to: Date.parse(to) };
  const found = buckets(range, interval, { timeZone, weekStart, fiscalYear });
  return [...found.map(({ start }) => start), found.at(-1)?.end ?? 0].map((time) => formatInstant(time, timeZone));
}

it('cuts days of 23 and 25 hours where clocks change', () => {
  expect(cut('2026-03-28T00:00:00+01:00', '2026-03-31T00:00:00+02:00', 'day', 'Europe/Berlin')).toEqual([
    '2026-03-28T00:00:00+01:00',
    '2026-03-29T00:00:00+01:00',
    '2026-03-30T00:00:00+02:00',
    '2026-03-31T00:00:00+02:00',
  ]);
  expect(cut('2026-11-01T00:00:00-04:00', '2026-11-03T00:00:00-05:00', 'day', 'America/New_York')).toEqual([
    '2026-11-01T00:00:00-04:00',
    '2026-11-02T00:00:00-05:00',
    '2026-11-03T00:00:00-05:00',
  ]);
});

it('has no hour that clocks skip and both that they repeat', () => {
  expect(cut('2026-03-29T01:00:00+01:00', '2026-03-29T04:00:00+02:00', 'hour', 'Europe/Berlin')).toEqual([
    '2026-03-29T01:00:00+01:00',
    '2026-03-29T03:00:00+02:00',
    '2026-03-29T04:00:00+02:00',
  ]);
  expect(cut('2026-10-25T01:00:00+02:00', '2026-10-25T04:00:00+01:00', 'hour', 'Europe/Berlin')).toEqual([
    '2026-10-25T01:00:00+02:00',
    '2026-10-25T02:00:00+02:00',
    '2026-10-25T02:00:00+01:00',
    '2026-10-25T03:00:00+01:00',
    '2026-10-25T04:00:00+01:00',
  ]);
});

it('cuts at full local hours, also where clocks change by half an hour', () => {
  expect(cut('2026-01-01T03:45:00Z', '2026-01-01T05:00:00Z', 'hour', 'Asia/Kolkata')).toEqual([
    '2026-01-01T09:00:00+05:30',
    '2026-01-01T10:00:00+05:30',
    '2026-01-01T10:30:00+05:30',
  ]);
  expect(cut('2026-10-03T14:30:00Z', '2026-10-03T17:00:00Z', 'hour', 'Australia/Lord_Howe')).toEqual([
    '2026-10-04T01:00:00+10:30',
    '2026-10-04T02:30:00+11:00',
    '2026-10-04T03:00:00+11:00',
    '2026-10-04T04:00:00+11:00',
  ]);
  expect(cut('2026-04-04T14:00:00Z', '2026-04-04T16:30:00Z', 'hour', 'Australia/Lord_Howe')).toEqual([
    '2026-04-05T01:00:00+11:00',
    '2026-04-05T02:00:00+10:30',
    '2026-04-05T03:00:00+10:30',
  ]);
});

it('begins the next day at midnight after one that begins at one', () => {
  expect(cut('2018-11-03T12:00:00Z', '2018-11-05T12:00:00Z', 'day', 'America/Sao_Paulo')).toEqual([
    '2018-11-03T00:00:00-03:00',
    '2018-11-04T01:00:00-02:00',
    '2018-11-05T00:00:00-02:00',
    '2018-11-05T10:00:00-02:00',
  ]);
});

it('begins weeks on Monday or Sunday', () => {
  const range = ['2026-03-01T00:00:00Z', '2026-03-09T00:00:00Z'] as const;
  expect(cut(...range, 'week', 'UTC')).toEqual([
    '2026-02-23T00:00:00+00:00',
    '2026-03-02T00:00:00+00:00',
    '2026-03-09T00:00:00+00:00',
  ]);
  expect(cut(...range, 'week', 'UTC', { weekStart: 'sunday' })).toEqual([
    '2026-03-01T00:00:00+00:00',
    '2026-03-08T00:00:00+00:00',
    '2026-03-09T00:00:00+00:00',
  ]);
});

it('begins months, quarters and years in the time zone, before the range where it begins inside one', () => {
  const range = ['2025-11-15T00:00:00Z', '2026-02-10T00:00:00Z'] as const;
  expect(cut(...range, 'month', 'Asia/Seoul')).toEqual([
    '2025-11-01T00:00:00+09:00',
    '2025-12-01T00:00:00+09:00',
    '2026-01-01T00:00:00+09:00',
    '2026-02-01T00:00:00+09:00',
    '2026-02-10T09:00:00+09:00',
  ]);
  expect(cut(...range, 'quarter', 'Europe/Berlin')).toEqual([
    '2025-10-01T00:00:00+02:00',
    '2026-01-01T00:00:00+01:00',
    '2026-02-10T01:00:00+01:00',
  ]);
  expect(cut(...range, 'year', 'America/New_York')).toEqual([
    '2025-01-01T00:00:00-05:00',
    '2026-01-01T00:00:00-05:00',
    '2026-02-09T19:00:00-05:00',
  ]);
});

it('takes the local date, not the one of UTC', () => {
  expect(cut('2025-12-31T15:00:00Z', '2026-01-01T15:00:00Z', 'day', 'Asia/Seoul')).toEqual([
    '2026-01-01T00:00:00+09:00',
    '2026-01-02T00:00:00+09:00',
  ]);
});

describe('fiscal years', () => {
  const dates = (from: string, to: string, interval: Interval, fiscalYear: FiscalYear, weekStart?: WeekStart) =>
    cut(from, to, interval, 'UTC', { fiscalYear, ...(weekStart && { weekStart }) }).map((time) => time.slice(0, 10));

  it('of months begin with the first of their month', () => {
    const february: FiscalYear = { startMonth: 2, calendar: 'months' };
    expect(dates('2025-01-15', '2025-08-01', 'fiscal_quarter', february)).toEqual([
      ...['2024-11-01', '2025-02-01', '2025-05-01', '2025-08-01'],
    ]);
    expect(dates('2025-01-15', '2026-02-01', 'fiscal_year', february)).toEqual([
      '2024-02-01',
      '2025-02-01',
      '2026-02-01',
    ]);
  });

  it('of weeks begin with the week nearest to that day, and have a 53rd week where the next one begins later', () => {
    // As the National Retail Federation (US) cuts 2022 to 2024: 2023 has 53 weeks.
    const retail: FiscalYear = { startMonth: 2, calendar: '4-4-5' };
    expect(dates('2022-01-30', '2025-02-02', 'fiscal_year', retail, 'sunday')).toEqual([
      ...['2022-01-30', '2023-01-29', '2024-02-04', '2025-02-02'],
    ]);
    expect(dates('2023-01-29', '2024-02-04', 'fiscal_quarter', retail, 'sunday')).toEqual([
      ...['2023-01-29', '2023-04-30', '2023-07-30', '2023-10-29', '2024-02-04'],
    ]);
  });
});

const UTC: CalendarContext = { timeZone: 'UTC', weekStart: 'monday', fiscalYear: CALENDAR_YEAR };

it('has none for an empty range', () => {
  expect(buckets({ from: 1000, to: 1000 }, 'day', UTC)).toEqual([]);
  expect(buckets({ from: 1000, to: 0 }, 'day', UTC)).toEqual([]);
});

const HOURS: Record<Interval, number> = {
  ...{ hour: 1, day: 24, week: 168, month: 720 },
  ...{ quarter: 2160, fiscal_quarter: 2160, year: 8760, fiscal_year: 8760 },
};

it.each(INTERVALS)('covers any range by %s without gap or overlap', (interval) => {
  const cases = fc.record({
    from: fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2040, 0) }),
    length: fc.integer({ min: 1, max: HOURS[interval] * 3_600_000 * 40 }),
    timeZone: fc.constantFrom(...ZONES),
    weekStart: fc.constantFrom(...WEEK_STARTS),
    fiscalYear: fc.record({
      startMonth: fc.integer({ min: 1, max: 12 }),
      calendar: fc.constantFrom(...FISCAL_CALENDARS),
    }),
  });
  fc.assert(
    fc.property(cases, ({ from, length, ...calendar }) => {
      const range = { from, to: from + length };
      const found = buckets(range, interval, calendar);
      const starts = found.map(({ start }) => start);
      expect(starts[0]).toBeLessThanOrEqual(from);
      expect(found[0]?.end).toBeGreaterThan(from);
      expect(found.map(({ end }) => end)).toEqual([...starts.slice(1), range.to]);
      expect(found.every(({ start, end }) => end > start)).toBe(true);
      expect(found.length).toBeLessThanOrEqual(estimateBuckets(range, interval));
      // Each begins where the calendar says, whatever the range: the database groups by these starts.
      for (const start of starts)
        expect(buckets({ from: start, to: start + 1 }, interval, calendar)[0]?.start).toBe(start);
      expect(endOfInterval(range.to - 1, interval, calendar)).toBeGreaterThanOrEqual(range.to);
    }),
    { numRuns: 50 },
  );
});

it.each([
  ['Europe/Berlin', '2026-03-29T01:00:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00:00Z'],
  ['America/Santiago', '2026-04-05T03:00:00Z'],
  ['America/Santiago', '2026-09-06T04:00:00Z'],
  ['America/Sao_Paulo', '2018-11-04T03:00:00Z'],
  ['America/St_Johns', '2010-11-07T02:31:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  ['Africa/Casablanca', '2026-02-15T02:00:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z'],
])('ends each bucket where the calendar says, around the change of clocks in %s at %s', (timeZone, change) => {
  const calendar = { ...UTC, timeZone };
  const time = Date.parse(change);
  for (const interval of ['hour', 'day', 'week'] as const) {
    for (const hour of [-100, -24, -1, 0, 1, 24]) {
      const range = { from: time + hour * 3_600_000, to: time + 40 * 86_400_000 };
      const found = buckets(range, interval, calendar).slice(0, -1);
      expect(found.map(({ end }) => end)).toEqual(found.map(({ start }) => endOfInterval(start, interval, calendar)));
    }
  }
});
