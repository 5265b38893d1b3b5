import { CALENDAR_YEAR } from '../../../calendar/fiscal-year';
import { periodsAround, placesOf, spanOf } from './periods';

const BERLIN = { timeZone: 'Europe/Berlin', weekStart: 'monday', fiscalYear: CALENDAR_YEAR } as const;
const monday = (date: string) => ({ start: Date.parse(`${date}T00:00:00+01:00`), end: 0 });

it('has the periods before and after the running one, without a gap where clocks change', () => {
  const asOf = Date.parse('2026-03-29T12:00:00+02:00');
  for (const interval of ['week', 'month'] as const) {
    const { past, ahead } = periodsAround(asOf, interval, 52, BERLIN);
    expect([past.length, ahead.length]).toEqual([interval === 'week' ? 192 : 84, 52]);
    const all = [...past, ...ahead];
    for (const [index, { end }] of all.slice(0, -1).entries()) expect(end).toBe(all[index + 1]?.start);
    expect(ahead[0]?.start).toBeLessThanOrEqual(asOf);
    expect(ahead[0]?.end).toBeGreaterThan(asOf);
    const days = all.map((period) => spanOf(period, BERLIN)).map(({ from, to }) => to - from);
    expect([Math.min(...days), Math.max(...days)]).toEqual(interval === 'week' ? [7, 7] : [28, 31]);
  }
});

/** The fourth day is what counts: its quarter, its month, and the whole weeks since the quarter began. */
it.each([
  // Thursday 1 January 2026, the first day of its quarter.
  ['2025-12-29', 0, 0],
  // Thursday 31 December 2026.
  ['2026-12-28', 3, 11],
  // 22 January is in its fourth week, 29 January in its fifth.
  ['2026-01-19', 0, 0],
  ['2026-01-26', 1, 0],
  // 26 February, 5 March and 19 March: eight, nine and eleven whole weeks.
  ['2026-02-23', 1, 1],
  ['2026-03-02', 2, 2],
  ['2026-03-16', 3, 2],
])('gives the week of Monday %s its place', (date, quarter, month) => {
  expect(placesOf([monday(date)], 'week', BERLIN)).toEqual({ quarter: [quarter], month: [month] });
});

it('gives a month its place', () => {
  const months = ['2026-01-01', '2026-02-01', '2026-12-01'].map(monday);
  expect(placesOf(months, 'month', BERLIN)).toEqual({ quarter: [0, 1, 2], month: [0, 1, 11] });
});
