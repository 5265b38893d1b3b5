import { CONTEXT } from '../../../testing/example-queries';
import { parseQuery } from '../../parse-query';
import { prepareQuery } from '../../prepare-query';
import type { ResultRow } from '../../query-type';
import { compareWithNaive, type BacktestedPeriod } from './backtest';
import { readForecastInputs } from './forecast-inputs';

/** Asked on Monday 4 May 2026 at noon in Berlin. */
const MONDAY = Date.parse('2026-05-04T12:00:00+02:00');
const THIS_WEEK = Date.parse('2026-05-04T00:00:00+02:00') / 1000;
const context = { ...CONTEXT, now: MONDAY, range: { from: MONDAY - 90 * 86_400_000, to: MONDAY + 86_400_000 } };
const prepare = (fields: object = {}) => prepareQuery(parseQuery({ queryType: 'forecast', ...fields }), context);

const row = (kind: string, fields: ResultRow = {}): ResultRow => ({
  kind,
  stage_name: '',
  days: 0,
  period_start: 0,
  deals: 0,
  deals_won: 0,
  deals_without_amount: 0,
  is_closed: 0,
  amount_sum: 0,
  amount_square_sum: 0,
  ...fields,
});

/**
 * Deals close on their tenth day, half of them won; in stage Offer nine in ten. Nothing new is created. One deal of 1,000
 * that is 5 days old is open in no stage, and one of 500 of that age in stage Offer.
 */
const KNOWN = [
  row('open', { days: 5, deals: 1, amount_sum: 1000, amount_square_sum: 1_000_000 }),
  row('open', { stage_name: 'Offer', days: 5, deals: 1, amount_sum: 500, amount_square_sum: 250_000 }),
  row('life', { days: 10, is_closed: 1, deals: 200 }),
  row('outcome', { stage_name: 'Offer', days: -1, deals: 180, deals_won: 180 }),
  row('outcome', { stage_name: 'Offer', days: 0, deals: 180, deals_won: 180 }),
  row('closed', { deals: 200, deals_won: 100, period_start: THIS_WEEK }),
  row('won', { deals: 100, amount_sum: 100_000, amount_square_sum: 100_000_000 }),
  row('so_far', { deals: 1, amount_sum: 70 }),
];

it('expects each open deal when deals of its age close, with the chance of its stage', () => {
  const { columns, rows, notices } = prepare({ parameters: { horizon: 3 } }).answer({ inputs: KNOWN });
  expect(columns.map(({ name }) => name)).toEqual(['time', 'expected', 'low', 'high', 'won', 'open_count']);
  expect(rows.map(({ time }) => new Date(Number(time)).toISOString())).toEqual([
    '2026-05-03T22:00:00.000Z',
    '2026-05-10T22:00:00.000Z',
    '2026-05-17T22:00:00.000Z',
  ]);
  // Both are 5 days old on Monday: they close on Saturday, in the running week. 0.95 is 180 of 180, drawn by 20 deals at
  // one half to 0.95, and drawn to that by 20 more to 0.995.
  expect(rows[0]?.expected).toBeCloseTo(70 + 0.5 * 1000 + 0.995 * 500, 6);
  expect(rows[0]).toMatchObject({ won: 70, open_count: 2 });
  expect(rows[1]).toMatchObject({ expected: 0, low: 0, high: 0, won: 0, open_count: 0 });
  expect(notices).toMatchObject([{ code: 'low_sample', text: expect.stringContaining('Only 0 periods') as string }]);
});

it('takes the mean of won deals for an open deal without an amount', () => {
  const unknown = row('open', { days: 5, deals: 3, deals_without_amount: 2, amount_sum: 400 });
  const inputs = [...KNOWN.filter(({ kind }) => kind !== 'open'), unknown];
  const { rows } = prepare({ parameters: { horizon: 1 } }).answer({ inputs });
  expect(rows[0]?.expected).toBeCloseTo(70 + 0.5 * (400 + 2 * 1000), 6);
});

it('expects of new deals as many as there were of late', () => {
  const growing = [...KNOWN.filter(({ kind }) => kind !== 'open'), row('created', { deals: 360 })];
  const { rows } = prepare({ parameters: { horizon: 3 } }).answer({ inputs: growing });
  // Two a day, closed ten days later, half of them won, 1,000 each: a week of it once the first ones are due.
  expect(rows[2]?.expected).toBeCloseTo(7 * 2 * 0.5 * 1000, 6);
});

it('marks or withholds a forecast from too few closed deals, and gives none without any', () => {
  const few = KNOWN.map((one) => (one.kind === 'closed' ? { ...one, deals: 19, deals_won: 10 } : one));
  expect(prepare().answer({ inputs: few }).notices[0]).toMatchObject({ severity: 'warning', code: 'low_sample' });
  expect(prepare({ onLowSample: 'withhold' }).answer({ inputs: few }).rows[0]).toMatchObject({
    expected: null,
    low: null,
    won: 70,
  });
  expect(prepare().answer({ inputs: [row('closed')] }).rows[0]).toMatchObject({
    expected: null,
    low: null,
    high: null,
  });
});

it('knows only what was known as of the instant that is asked for', () => {
  const asOf = (fields: object) => prepare(fields).statements.inputs?.parameters.as_of;
  expect(asOf({})).toBe('2026-05-04 10:00:00.000');
  expect(asOf({ parameters: { asOf: '2026-02-01' } })).toBe('2026-01-31 23:00:00.000');
  expect(asOf({ parameters: { asOf: '2026-02-01T08:00:00+09:00' } })).toBe('2026-01-31 23:00:00.000');
});

it('forecasts the last periods from their beginnings, and says how well that did', () => {
  const prepared = prepare({ interval: 'month', parameters: { backtest: 2 } });
  expect(Object.values(prepared.statements).map(({ parameters }) => parameters.as_of)).toEqual([
    '2026-02-28 23:00:00.000',
    '2026-03-31 22:00:00.000',
    undefined,
  ]);
  const actual = [
    { bucket: Date.parse('2026-04-01T00:00:00+02:00') / 1000, won: 1000 },
    { bucket: Date.parse('2026-03-01T00:00:00+01:00') / 1000, won: 500 },
    { bucket: Date.parse('2025-04-01T00:00:00+02:00') / 1000, won: 900 },
  ];
  const known = KNOWN.filter(({ kind }) => kind !== 'so_far');
  const { columns, rows, notices } = prepared.answer({
    'inputs as of 2026-02-28T23:00:00.000Z': known,
    'inputs as of 2026-03-31T22:00:00.000Z': known,
    actual,
  });
  expect(columns.map(({ name }) => name)).toEqual(['time', 'expected', 'low', 'high', 'actual']);
  expect(rows.map((one) => one.actual)).toEqual([500, 1000]);
  expect(rows[0]?.expected).toBeCloseTo(997.5, 6);
  // Off by 497.50 and 2.50; the month before by 500 and 500. Of March there is no year before.
  expect(notices[0]).toEqual({
    severity: 'info',
    code: 'backtest',
    text: 'In the last 2 months the forecast was off by 250 a month; the month before as forecast by 500. The band held 2 of 2.',
  });
});

it('warns first where a naive forecast did as well', () => {
  const period: BacktestedPeriod = { expected: 5, low: 2, high: 8, actual: 9, periodBefore: 6, yearBefore: 8 };
  expect(compareWithNaive([period, { ...period, expected: null }], 'week')).toEqual([
    {
      severity: 'warning',
      code: 'backtest',
      text: 'A naive forecast did as well: do not plan with this one. In the last week the forecast was off by 4 a week; the week before as forecast by 3, the same week a year before by 1. The band held 0 of 1.',
    },
  ]);
  expect(compareWithNaive([{ ...period, expected: null }], 'week')).toEqual([]);
});

it('counts weeks without a win in the scatter, from the first close on', () => {
  const WEEK = 7 * 86_400;
  const inputsSince = (weeksAgo: number) => {
    const past = [1, 5, 9].map((ago) =>
      row('past', { period_start: THIS_WEEK - ago * WEEK, deals: 4, amount_sum: 4, amount_square_sum: 4 }),
    );
    const known = KNOWN.map((one) =>
      one.kind === 'closed' ? { ...one, period_start: THIS_WEEK - weeksAgo * WEEK } : one,
    );
    return readForecastInputs(
      [...known, ...past],
      Array.from({ length: 13 }, (_, index) => 1000 * (THIS_WEEK - (13 - index) * WEEK)),
    );
  };
  // Three weeks of four wins each in thirteen: a variance of 3.08 where independent deals give 0.92.
  expect(inputsSince(13)).toMatchObject({ pastPeriods: 13, dispersion: expect.closeTo(10 / 3, 10) as number });
  expect(inputsSince(9).pastPeriods).toBe(9);
});

it.each([
  [{ interval: 'day' }, 'unknown_interval', 'interval'],
  [{ parameters: { horizon: 53 } }, 'invalid_parameter', 'parameters.horizon'],
  [{ parameters: { asOf: 'soon' } }, 'invalid_parameter', 'parameters.asOf'],
  [{ filters: [{ dimension: 'stage', operator: 'is_empty' }] }, 'unknown_dimension', 'filters.0.dimension'],
])('refuses %j', (fields, code, path) => {
  expect(() => prepare(fields)).toThrow(expect.objectContaining({ code, path }) as Error);
});
