import fc from 'fast-check';
import { automaticInterval, estimateBuckets, formatInstant, isTimeZone, startOfDate } from './calendar';

const DAY = 86_400_000;

it.each([
  [1 / 24, 'hour'],
  [3, 'hour'],
  [3.01, 'day'],
  [62, 'day'],
  [63, 'week'],
  [366, 'week'],
  [367, 'month'],
  [1830, 'month'],
  [1831, 'quarter'],
  [7320, 'quarter'],
  [7321, 'year'],
])('shows %d days by %s', (days, interval) => {
  const from = Date.parse('2026-03-01T10:20:30Z');
  expect(automaticInterval({ from, to: from + days * DAY })).toBe(interval);
});

it('chooses an interval that gives at most 90 points up to twenty years', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7320 * DAY }), (to) => {
      const range = { from: 0, to };
      expect(estimateBuckets(range, automaticInterval(range))).toBeLessThanOrEqual(90);
    }),
  );
});

it.each([
  ['2026-03-01T00:00:00Z', 'Asia/Seoul', '2026-03-01T09:00:00+09:00'],
  ['2026-03-01T00:00:00Z', 'UTC', '2026-03-01T00:00:00+00:00'],
  ['2026-07-01T00:00:00.007Z', 'Europe/Berlin', '2026-07-01T02:00:00.007+02:00'],
  ['2026-07-01T00:00:00Z', 'America/St_Johns', '2026-06-30T21:30:00-02:30'],
  ['2026-10-25T01:30:00Z', 'Europe/Berlin', '2026-10-25T02:30:00+01:00'],
])('writes %s in %s as %s', (time, timeZone, expected) => {
  expect(formatInstant(Date.parse(time), timeZone)).toBe(expected);
});

it('writes instants that can be read back', () => {
  const zones = fc.constantFrom('Europe/Berlin', 'Asia/Kolkata', 'America/New_York');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(2100, 0) }), zones, (time, timeZone) => {
      expect(Date.parse(formatInstant(time, timeZone))).toBe(time);
    }),
  );
});

it.each([
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00Z'],
  ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00Z'],
  ['2026-01-01', 'Asia/Seoul', '2025-12-31T15:00:00Z'],
  ['2024-02-29', 'UTC', '2024-02-29T00:00:00Z'],
  // Clocks went from midnight to one: the day began at 01:00.
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
])('begins %s in %s at %s', (date, timeZone, expected) => {
  expect(startOfDate(date, timeZone)).toBe(Date.parse(expected));
});

it.each(['Europe/Berlin', 'UTC', 'Etc/GMT+3', 'America/Argentina/Buenos_Aires', 'Europe/Kyiv'])('knows %s', (name) => {
  expect(isTimeZone(name)).toBe(true);
});

it.each(['europe/berlin', 'utc', 'Europe/Atlantis', '+02:00', '-05:00', 'Z\u0000', '', ' UTC', 'Berlin'])(
  'does not know %j',
  (name) => {
    expect(isTimeZone(name)).toBe(false);
  },
);
