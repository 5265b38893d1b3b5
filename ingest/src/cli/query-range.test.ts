import { rangeOf } from './query-range';

const SEOUL = {
  timeZone: 'Asia/Seoul',
  weekStart: 'monday',
  fiscalYear: { startMonth: 2, calendar: 'months' },
} as const;
/** A Thursday. */
const NOW = Date.parse('2026-11-26T10:30:00+09:00');

const asked = (options: { from?: string; to?: string }) => {
  const { from, to } = rangeOf(options, SEOUL, NOW);
  return [from, to].map((time) => new Date(time + 9 * 3_600_000).toISOString().replace('T00:00:00.000Z', ''));
};
const now = '2026-11-26T10:30:00.000Z';

it.each([
  ['today', ['2026-11-26', '2026-11-27']],
  ['yesterday', ['2026-11-25', '2026-11-26']],
  ['this-week', ['2026-11-23', '2026-11-30']],
  ['last-week', ['2026-11-16', '2026-11-23']],
  ['last-month', ['2026-10-01', '2026-11-01']],
  ['this-quarter', ['2026-10-01', '2027-01-01']],
  ['last-quarter', ['2026-07-01', '2026-10-01']],
  ['last-fiscal-quarter', ['2026-08-01', '2026-11-01']],
  ['this-fiscal-year', ['2026-02-01', '2027-02-01']],
  ['fytd', ['2026-02-01', now]],
  ['last-year', ['2025-01-01', '2026-01-01']],
  ['mtd', ['2026-11-01', now]],
  ['qtd', ['2026-10-01', now]],
  ['ytd', ['2026-01-01', now]],
])('takes %s for a period', (from, range) => {
  expect(asked({ from })).toEqual(range);
});

it('counts a length back from the end, by the calendar', () => {
  expect(asked({})).toEqual(['2026-08-28T10:30:00.000Z', now]);
  expect(asked({ from: '90d', to: '2026-04-01' })).toEqual(['2026-01-01', '2026-04-01']);
  expect(asked({ from: '2w', to: '2026-03-01' })).toEqual(['2026-02-15', '2026-03-01']);
  expect(asked({ from: '1m', to: '2026-03-31' })).toEqual(['2026-02-28', '2026-03-31']);
  expect(asked({ from: '1y', to: '2026-03-01' })).toEqual(['2025-03-01', '2026-03-01']);
  expect(asked({ from: '12h' })[0]).toBe('2026-11-25T22:30:00.000Z');
});

it('ends where --to says, also by the name of a period', () => {
  expect(asked({ from: 'last-year', to: 'last-month' })).toEqual(['2025-01-01', '2026-11-01']);
  expect(asked({ from: '2026-01-01', to: 'yesterday' })).toEqual(['2026-01-01', '2026-11-26']);
});

it('says which words it knows', () => {
  expect(() => asked({ from: 'lastmonth' })).toThrow('Or a word: last-month, this-week, yesterday, ytd, 90d.');
});
