import fc from 'fast-check';
import { startOfDay } from '../plain/calendar';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const TIME_ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Asia/Seoul', 'UTC'] as const;

/** Everything happens in here, or some months later. */
export const WINDOW = { from: Date.UTC(2024, 1, 1), to: Date.UTC(2025, 0, 2) };

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

/** Some instants of which a history's events pick theirs, so that many fall together; in order. */
export const instants = fc
  .array(instant, { minLength: 3, maxLength: 12 })
  .map((found) => found.sort((left, right) => left - right));

/** How far an event is from the instant that it picked: mostly not at all, or at the edge of a metric's window. */
export const distance = fc.oneof(
  { weight: 12, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.constantFrom(-1, 1) },
  { weight: 3, arbitrary: fc.constantFrom(7 * DAY, 7 * DAY - 1, 90 * DAY, 90 * DAY - 1) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 10 * 24 }).map((hours) => hours * HOUR) },
);
