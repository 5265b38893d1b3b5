import fc from 'fast-check';
import { startOfDay } from '../plain/calendar';

export const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const TIME_ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Asia/Seoul', 'UTC'] as const;

/** Most things begin in here; some begin a year later, and what they lead to takes some months. */
export const WINDOW = { from: Date.UTC(2024, 1, 1), to: Date.UTC(2025, 0, 2) };

/** By then everything has happened. */
export const LONG_AFTER = Date.UTC(2027, 0, 1);

/** Days on which clocks change, and days on which long buckets begin. */
export const REMARKABLE_DAYS = [
  ...['2024-03-10', '2024-03-31', '2024-10-27', '2024-11-03'],
  ...['2024-04-01', '2024-05-01', '2024-07-01', '2024-10-01', '2025-01-01', '2024-02-29'],
].map((date) => Date.parse(date) / DAY);

/** When those days begin and end somewhere. */
const REMARKABLE_INSTANTS = TIME_ZONES.flatMap((timeZone) =>
  REMARKABLE_DAYS.flatMap((day) => [startOfDay(day, timeZone), startOfDay(day + 1, timeZone)]),
);

/** The hours in which clocks change, in New York and Berlin, in spring and autumn. */
const CLOCK_CHANGES = [
  '2024-03-10T07:00:00Z',
  '2024-03-31T01:00:00Z',
  '2024-10-27T01:00:00Z',
  '2024-11-03T06:00:00Z',
].map((instant) => Date.parse(instant));

const instant = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...REMARKABLE_INSTANTS) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...CLOCK_CHANGES), fc.integer({ min: -6, max: 6 }))
      .map(([change, halves]) => change + (halves * HOUR) / 2),
  },
  {
    weight: 4,
    arbitrary: fc.integer({ min: WINDOW.from / HOUR, max: WINDOW.to / HOUR }).map((hours) => hours * HOUR),
  },
  { weight: 1, arbitrary: fc.integer({ min: WINDOW.from, max: WINDOW.to }) },
);

const YEAR = 366 * DAY;

/** Some things happen a year later, so that years can be compared. */
const inOneOfTwoYears = fc.tuple(instant, fc.constantFrom(0, 0, 0, YEAR)).map(([time, later]) => time + later);

/** Some instants of which a history's events pick theirs, so that many fall together; in order. */
export const instants = fc
  .array(inOneOfTwoYears, { minLength: 3, maxLength: 12 })
  .map((found) => found.sort((left, right) => left - right));

const atEdgesOf = (days: number) => [days * DAY - 1, days * DAY, days * DAY + 1];

/** How far an event is from the instant that it picked: mostly not at all, or at the edge of a metric's window. */
export const distance = fc.oneof(
  { weight: 12, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.constantFrom(-1, 1) },
  { weight: 4, arbitrary: fc.constantFrom(...[7, 28, 30, 56, 90, 180].flatMap(atEdgesOf)) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 10 * 24 }).map((hours) => hours * HOUR) },
);

/** How long after one thing another happens: often at the edge of a metric's window. */
export const after = (...windows: number[]) =>
  fc.oneof(
    fc.constantFrom(...windows.flatMap(atEdgesOf)),
    fc.constantFrom(0, 1, HOUR),
    fc.integer({ min: 0, max: Math.max(...windows) * 24 }).map((hours) => hours * HOUR),
  );

/** When the hub received what it knows; some of it before it happened, as a clock that is wrong would have it. */
export const RECEPTIONS = [
  startOfDay(REMARKABLE_DAYS[1] ?? 0, 'Europe/Berlin'),
  Date.UTC(2024, 4, 15, 10, 20, 30, 456),
  startOfDay(REMARKABLE_DAYS[6] ?? 0, 'America/New_York'),
  Date.UTC(2024, 11, 31, 23, 59, 59, 999),
];
