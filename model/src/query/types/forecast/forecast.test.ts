import { CONTEXT } from '../../../testing/example-queries';
import { parseQuery } from '../../parse-query';
import { prepareQuery } from '../../prepare-query';
import type { ResultRow } from '../../query-type';
import { meanAbsolutePercentageError } from './backtest';

/** Asked on Monday 4 May 2026 at noon in Berlin. */
const MONDAY = Date.parse('2026-05-04T12:00:00+02:00');
const context = { ...CONTEXT, now: MONDAY, range: { from: MONDAY - 90 * 86_400_000, to: MONDAY + 86_400_000 } };
const prepare = (fields: object = {}) => prepareQuery(parseQuery({ queryType: 'forecast', ...fields }), context);

const row = (kind: string, fields: ResultRow = {}): ResultRow => ({
  kind,
  label: '',
  a: 0,
  b: 0,
  n: 0,
  s1: 0,
  s2: 0,
  ...fields,
});

/**
 * Deals close on their tenth day, half of them won; in stage Offer nine in ten. Nothing new is created. One deal of 1,000
 * that is 5 days old is open in no stage, and one of 500 of that age in stage Offer.
 */
const KNOWN = [
  row('open', { a: 5, n: 1, s1: 1000, s2: 1_000_000 }),
  row('open', { label: 'Offer', a: 5, n: 1, s1: 500, s2: 250_000 }),
  row('life', { a: 10, b: 1, n: 200 }),
  row('outcome', { label: 'Offer', a: -1, n: 180, b: 180 }),
  row('outcome', { label: 'Offer', a: 0, n: 180, b: 180 }),
  row('closed', { n: 200, b: 100 }),
  row('won', { n: 100, s1: 100_000, s2: 100_000_000 }),
  row('so_far', { n: 1, s1: 70 }),
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

it('expects of new deals as many as there were of late', () => {
  const growing = [...KNOWN.filter(({ kind }) => kind !== 'open'), row('created', { n: 360 })];
  const { rows } = prepare({ parameters: { horizon: 3 } }).answer({ inputs: growing });
  // Two a day, closed ten days later, half of them won, 1,000 each: a week of it once the first ones are due.
  expect(rows[2]?.expected).toBeCloseTo(7 * 2 * 0.5 * 1000, 6);
});

it('marks or withholds what too few closed deals tell, and tells nothing of none', () => {
  const few = KNOWN.map((one) => (one.kind === 'closed' ? { ...one, n: 19, b: 10 } : one));
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

it('tells the last periods from their beginnings, and how well that did', () => {
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
  const { columns, rows, notices } = prepared.answer({ 'inputs 0': known, 'inputs 1': known, actual: actual });
  expect(columns.map(({ name }) => name)).toEqual(['time', 'expected', 'low', 'high', 'actual']);
  expect(rows.map((one) => one.actual)).toEqual([500, 1000]);
  expect(rows[0]?.expected).toBeCloseTo(997.5, 6);
  // 99.5 % and 0.25 %; the month before: 100 % (nothing in February) and 50 %; the year before: 100 % and 10 %.
  expect(notices.at(-1)?.text).toBe(
    'Mean error 49.9 %; the period before as forecast 75.0 %; the same period a year before 55.0 %; the band held 2 of 2 times.',
  );
});

it('takes no percentage of nothing', () => {
  expect(meanAbsolutePercentageError([{ expected: 5, actual: 0 }])).toBeNull();
  expect(
    meanAbsolutePercentageError([
      { expected: 5, actual: 4 },
      { expected: null, actual: 9 },
    ]),
  ).toBe(0.25);
});

it.each([
  [{ interval: 'day' }, 'unknown_interval', 'interval'],
  [{ parameters: { horizon: 53 } }, 'invalid_parameter', 'parameters.horizon'],
  [{ parameters: { asOf: 'soon' } }, 'invalid_parameter', 'parameters.asOf'],
  [{ filters: [{ dimension: 'stage', operator: 'is_empty' }] }, 'unknown_dimension', 'filters.0.dimension'],
])('refuses %j', (fields, code, path) => {
  expect(() => prepare(fields)).toThrow(expect.objectContaining({ code, path }) as Error);
});
