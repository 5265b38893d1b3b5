import { CONTEXT } from '../../../testing/example-queries';
import { parseQuery } from '../../parse-query';
import { prepareQuery } from '../../prepare-query';
import type { ResultRow } from '../../query-type';
import { backtestNotice } from './backtest';

const DAY = 86_400_000;
/** Asked at the beginning of Friday 15 May 2026 in Berlin. */
const NOW = Date.parse('2026-05-15T00:00:00+02:00');
const context = { ...CONTEXT, now: NOW, range: { from: NOW - 90 * DAY, to: NOW + DAY } };
const prepare = (fields: object = {}) => prepareQuery(parseQuery({ queryType: 'forecast', ...fields }), context);

/** The first days of the months until May 2026 in Berlin, unix seconds. */
const monthStart = (ago: number) => {
  const month = new Date(Date.UTC(2026, 4 - ago));
  const isSummer = month.getUTCMonth() >= 3 && month.getUTCMonth() <= 9;
  return (month.getTime() - (isSummer ? 2 : 1) * 3_600_000) / 1000;
};
const month = (ago: number, won: number, deals = 10): ResultRow => ({
  period_start: monthStart(ago),
  closed: 2 * deals,
  wins: won > 0 ? deals : 0,
  won,
  squares: won ** 2 / deals,
});
/** A year of months in which the same was won, and half of it so far in May. */
const STEADY = [...Array.from({ length: 12 }, (_, index) => month(index + 1, 1000)), month(0, 500)];
const ask = (periods: ResultRow[], fields: object = {}, deals: ResultRow[] = [], open: ResultRow[] = []) =>
  prepare({ interval: 'month', ...fields }).answer({ periods, deals, open });

it('adds what is left of the running month to what was won in it, and forecasts those after it', () => {
  const { columns, rows, notices } = ask(STEADY, { parameters: { horizon: 2 } });
  expect(columns.map(({ name }) => name)).toEqual(['time', 'expected', 'low', 'high', 'won', 'open_count']);
  // 14 of 31 days have passed.
  expect(rows[0]).toMatchObject({ time: 1000 * monthStart(0), won: 500, open_count: 0 });
  expect(rows[0]?.expected).toBeCloseTo(500 + (17 / 31) * 1000, 6);
  expect(rows[1]).toMatchObject({ time: Date.parse('2026-06-01T00:00:00+02:00'), won: 0 });
  expect(rows[1]?.expected).toBeCloseTo(1000, 6);
  for (const { low, expected, high } of rows) {
    expect(low).toBeLessThan(Number(expected));
    expect(high).toBeGreaterThan(Number(expected));
  }
  expect(notices).toHaveLength(1);
});

it('warns first where a naive forecast did as well', () => {
  const period = { expected: 5, low: 2, high: 8, actual: 9, periodBefore: 6, yearBefore: 8 };
  expect(backtestNotice([period], 'week')).toEqual({
    severity: 'warning',
    code: 'backtest',
    text: 'A naive forecast did as well: do not plan with this one. In the last week the forecast was off by 4 a week; the week before as forecast by 3, the same week a year before by 1. The band held 0 of 1.',
  });
  expect(backtestNotice([period, { ...period, expected: 9, yearBefore: null }], 'week')).toEqual({
    severity: 'info',
    code: 'backtest',
    text: 'In the last 2 weeks the forecast was off by 2 a week; the week before as forecast by 3. The band held 0 of 2.',
  });
});

it('says by how much it was off, how much ends of quarters count, and where deals promise too much', () => {
  // The third months of quarters bring three times as much, and the year before brought half.
  const months = Array.from({ length: 24 }, (_, index) =>
    month(index + 1, (index % 3 === 1 ? 3000 : 1000) / (index < 12 ? 1 : 2)),
  );
  // A deal of 1,000 a day, won on its tenth day: far more than what the months bring.
  const today = Math.floor(NOW / DAY) + 1;
  const deals = Array.from({ length: 1000 }, (_, index) => ({
    ...{ created_day: today - index, closed_day: index < 10 ? null : today - index + 10, is_won: index < 10 ? 0 : 1 },
    ...{ opening_amount: 1000, won_amount: index < 10 ? null : 1000 },
  }));
  const [notice] = ask(months, {}, deals).notices;
  expect(notice).toMatchObject({ severity: 'info', code: 'backtest' });
  expect(notice?.text).toMatch(
    /^In the last 12 months the forecast was off by \d+ a month; the month before as forecast by 1,375, the same month a year before by 833\. The band held \d+ of 12\. Made of: .*place in the quarter \d+ %.*\. Ends of quarters count ×1\.\d\d\. Deals alone forecast 4\.0 times what was won\.$/,
  );
});

it('counts the open deals that may be closed in a month', () => {
  const today = Math.floor(NOW / DAY) + 1;
  const deal = (age: number, cycle: number | null) => ({
    ...{ created_day: today - age, closed_day: cycle === null ? null : today - age + cycle, is_won: 0 },
    ...{ opening_amount: 100, won_amount: null },
  });
  // Deals close on their 20th day.
  const deals = Array.from({ length: 30 }, (_, index) => deal(40 + index, 20));
  const open = [2, 12, 90].map((age, index) => ({ created_day: today - age, deals: index + 1 }));
  const counts = ask(STEADY, { parameters: { horizon: 3 } }, deals, open).rows.map(({ open_count }) => open_count);
  expect(counts).toEqual([2, 1, 0]);
});

it('takes a sample of deals for all', () => {
  const today = Math.floor(NOW / DAY) + 1;
  const deals = (oneIn: number) =>
    Array.from({ length: 400 }, (_, index) => ({
      ...{ created_day: today - index, closed_day: index < 10 ? null : today - index + 10, is_won: index < 10 ? 0 : 1 },
      ...{ opening_amount: 1000 / oneIn, won_amount: index < 10 ? null : 1000 / oneIn, one_in: oneIn },
    }));
  expect(ask(STEADY, {}, deals(8)).rows).toEqual(ask(STEADY, {}, deals(1)).rows);
});

it('marks or withholds a forecast from too little, and gives none before the first win', () => {
  const few = [month(3, 100, 1), month(2, 200, 1), month(1, 300, 1)];
  const { rows, notices } = ask(few, { parameters: { horizon: 1 } });
  expect(rows[0]?.expected).toBeGreaterThan(0);
  expect(notices.slice(1)).toEqual(
    [
      'Only 6 closed opportunities in the two years before: too few to decide on.',
      'Only 3 months with a win before: too few to decide on.',
      'Only 3 months since the first win: the forecast is hardly better than the month before.',
    ].map((text) => ({ severity: 'warning', code: 'low_sample', text })),
  );
  expect(ask(few, { onLowSample: 'withhold' }).rows[0]).toMatchObject({
    expected: null,
    low: null,
    high: null,
    won: 0,
  });
  expect(ask([month(1, 300, 1)]).notices.at(-1)?.text).toBe(
    'Only 1 month since the first win: the forecast is the mean of what was won in them.',
  );
  expect(ask([]).rows[0]).toMatchObject({ expected: null, low: null, high: null, won: 0 });
  expect(ask([]).notices.map(({ code }) => code)).not.toContain('backtest');
});

it('counts months without a win from the first one on', () => {
  const sparse = ask([month(12, 1200), month(6, 1200)]).rows;
  const late = ask([month(7, 1200), month(6, 1200)]).rows;
  expect(Number(sparse[1]?.expected)).toBeLessThan(400);
  expect(sparse[1]).toMatchObject({ low: 0 });
  expect(Number(late[1]?.expected)).not.toBeCloseTo(Number(sparse[1]?.expected), 0);
});

describe('split by team', () => {
  const of = (part: string, rows: ResultRow[]) => rows.map((row) => ({ ...row, part }));
  const share = (part: string, factor: (ago: number) => number) =>
    of(
      part,
      STEADY.map((row, index) => ({ ...row, won: Number(row.won) * factor(index) })),
    );
  const TEAMS = [
    ...share('West', (index) => (index % 2 === 0 ? 0.8 : 0.5)),
    ...share('East', (index) => (index % 5 === 0 ? 0.2 : 0.1)),
    ...share('', (index) => (index % 2 === 0 ? 0.2 : 0.5) - (index % 5 === 0 ? 0.2 : 0.1)),
  ];
  const LATE = of('New', [month(0, 100, 1)]);

  it.each([{ horizon: 3 }, { backtest: 5 }])('adds up to the whole: %j', (parameters) => {
    const whole = ask([...TEAMS, ...LATE], { parameters });
    const { columns, rows, notices } = ask([...TEAMS, ...LATE], { parameters, groupBy: ['team'] });
    expect(columns.slice(0, 3).map(({ name }) => name)).toEqual(['time', 'team', 'expected']);
    for (const row of whole.rows) {
      const parts = rows.filter(({ time }) => time === row.time);
      expect(parts.map(({ team }) => team)).toEqual(['(none)', 'East', 'New', 'West']);
      const added = (name: string) => parts.reduce((sum, part) => sum + Number(part[name] ?? 0), 0);
      expect(added('expected')).toBeCloseTo(Number(row.expected), 6);
      const won = 'horizon' in parameters ? 'won' : 'actual';
      expect(added(won)).toBeCloseTo(Number(row[won]), 6);
      for (const { low, expected, high } of parts)
        expect(Number(low) <= Number(expected) && Number(expected) <= Number(high)).toBe(true);
    }
    // What is said of the whole is said of it by parts, too, and that of one of them little is known.
    expect(notices.slice(0, -1)).toEqual(whole.notices);
    expect(notices.at(-1)?.text).toBe(
      '1 of 4 teams has too few closed opportunities or months with a win to decide on.',
    );
  });

  it('withholds the parts that are thin', () => {
    const { rows } = ask([...TEAMS, ...LATE], {
      parameters: { horizon: 2 },
      groupBy: ['team'],
      onLowSample: 'withhold',
    });
    expect(rows.map(({ expected }) => expected === null)).toEqual([
      false,
      false,
      true,
      false,
      false,
      false,
      true,
      false,
    ]);
  });
});

it('knows only what was known as of the instant that is asked for', () => {
  const asOf = (fields: object) => prepare(fields).statements.periods?.parameters.as_of;
  expect(asOf({})).toBe('2026-05-14 22:00:00.000');
  expect(asOf({ parameters: { asOf: '2026-02-01' } })).toBe('2026-01-31 23:00:00.000');
  expect(asOf({ parameters: { asOf: '2026-02-01T08:00:00+09:00' } })).toBe('2026-01-31 23:00:00.000');
});

it('lists the last periods as they were forecast at their beginnings', () => {
  const { columns, rows, notices } = ask(STEADY, { parameters: { backtest: 14 } });
  expect(columns.map(({ name }) => name)).toEqual(['time', 'expected', 'low', 'high', 'actual']);
  expect(rows.map(({ expected, actual }) => [expected, actual])).toEqual([
    // Nothing had been won before the first month.
    ...[
      [null, 0],
      [null, 0],
      [null, 1000],
    ],
    ...Array.from({ length: 11 }, (): unknown => [expect.closeTo(1000, 6), 1000]),
  ]);
  expect(notices[0]).toMatchObject({
    severity: 'warning',
    text: 'A naive forecast did as well: do not plan with this one. In the last 11 months the forecast was off by 0 a month; the month before as forecast by 0. The band held 11 of 11.',
  });
});

it.each([
  [{ interval: 'day' }, 'unknown_interval', 'interval'],
  [{ groupBy: ['product'] }, 'invalid_value', 'groupBy.0'],
  [{ parameters: { horizon: 53 } }, 'invalid_parameter', 'parameters.horizon'],
  [{ parameters: { asOf: 'soon' } }, 'invalid_parameter', 'parameters.asOf'],
  [{ filters: [{ dimension: 'stage', operator: 'is_empty' }] }, 'unknown_dimension', 'filters.0.dimension'],
])('refuses %j', (fields, code, path) => {
  expect(() => prepare(fields)).toThrow(expect.objectContaining({ code, path }) as Error);
});
