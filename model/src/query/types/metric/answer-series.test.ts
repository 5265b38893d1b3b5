import { APRIL, CONTEXT, MARCH, answer, seconds } from '../../../testing/example-queries';

const TOTAL = { shape: 'total' };
const BY_TEAM = { shape: 'breakdown', groupBy: ['team'] };
const NOTHING = { low: null, high: null, n: 0 };

it('has a point for each bucket, in order, whatever order the rows came in', () => {
  const { rows } = answer('win_rate', { minSample: 0 }, [
    { bucket: seconds(APRIL), numerator: 1, n: 4 },
    { bucket: seconds(MARCH), numerator: 25, n: 100 },
  ]);
  expect(rows).toEqual([
    {
      time: MARCH,
      value: 0.25,
      low: expect.closeTo(0.17545, 5) as number,
      high: expect.closeTo(0.34304, 5) as number,
      n: 100,
      low_sample: false,
    },
    {
      time: APRIL,
      value: 0.25,
      low: expect.closeTo(0.04559, 5) as number,
      high: expect.closeTo(0.69936, 5) as number,
      n: 4,
      low_sample: false,
    },
  ]);
});

it.each([
  ['calls', { value: 0, low: 0, high: expect.closeTo(3.689, 3) as number, n: 0 }],
  ['won_value', { value: 0, ...NOTHING }],
  ['open_opportunities', { value: 0, ...NOTHING }],
  ['win_rate', { value: null, ...NOTHING }],
  ['selling_time_share', { value: null, ...NOTHING }],
  ['nps', { value: null, ...NOTHING }],
  ['deal_size', { value: null, ...NOTHING }],
  ['win_rate_value', { value: null, ...NOTHING }],
])('gives %s of nothing by its kind', (metric, expected) => {
  const { rows } = answer(metric, {}, []);
  expect(rows).toEqual(
    [MARCH, APRIL].map((time) => ({ time, ...expected, low_sample: expect.any(Boolean) as boolean })),
  );
  expect(answer(metric, TOTAL, []).rows).toMatchObject([expected]);
});

it.each([
  ['won_value', { total: 1234.5, n: 3 }, { value: 1234.5, low: null, high: null, n: 3 }],
  ['won_value', { total: null, n: 0 }, { value: 0, low: null, high: null, n: 0 }],
  ['selling_time_share', { numerator: 90, denominator: 360, n: 12 }, { value: 0.25, low: null, high: null, n: 12 }],
  ['selling_time_share', { numerator: 0, denominator: 0, n: 2 }, { value: null, low: null, high: null, n: 2 }],
  ['win_rate_value', { won: 30, closed: 120, n: 40, left_out: 0 }, { value: 0.25, low: null, high: null, n: 40 }],
  ['win_rate_value', { won: 0, closed: 0, n: 3, left_out: 0 }, { value: null, low: null, high: null, n: 3 }],
  ['deal_size', { value: 50, low: 20, high: null, n: 5 }, { value: 50, low: 20, high: null, n: 5 }],
  ['open_opportunities', { level: 7, n: 7 }, { value: 7, low: null, high: null, n: 7 }],
  // Without groups ClickHouse gives a row of zeros where there is nothing: a source that never spoke is not fresh.
  ['data_freshness', { level: 0, n: 0 }, { value: null, low: null, high: null, n: 0 }],
  ['at_risk_accounts', { level: 0, n: 0, left_out: 0 }, { value: 0, low: null, high: null, n: 0 }],
])('makes %s of %j', (metric, row, expected) => {
  expect(answer(metric, TOTAL, [row]).rows).toMatchObject([expected]);
});

it('makes a Net Promoter Score with its interval', () => {
  const [row] = answer('nps', TOTAL, [{ promoters: 50, detractors: 20, n: 100 }]).rows;
  expect(row).toMatchObject({ value: 30, n: 100, low_sample: false });
  expect(row?.low).toBeCloseTo(13.96, 2);
  expect(row?.high).toBeCloseTo(44.34, 2);
});

it("makes a mean with Student's interval", () => {
  const [row] = answer('deal_size', { ...TOTAL, statistic: 'mean' }, [{ value: 10, deviation: 3, n: 9 }]).rows;
  // t with 8 degrees of freedom is 2.306: 10 ± 2.306·3/√9.
  expect(row?.low).toBeCloseTo(7.694, 3);
  expect(row?.high).toBeCloseTo(12.306, 3);
  const [single] = answer('deal_size', { ...TOTAL, statistic: 'mean' }, [{ value: 10, deviation: null, n: 1 }]).rows;
  expect(single).toMatchObject({ value: 10, low: null, high: null });
});

it('takes the confidence that is asked for', () => {
  const low = (confidence: number) => answer('calls', { ...TOTAL, confidence }, [{ n: 10 }]).rows[0]?.low;
  expect(low(0.95)).toBeCloseTo(4.795, 3);
  expect(low(0.99)).toBeCloseTo(3.717, 3);
});

it('carries a level on where nothing changed, also after it fell to nothing', () => {
  const rows = [{ bucket: seconds(MARCH), level: 5, n: 5 }];
  const values = (given: typeof rows, metric = 'open_opportunities') =>
    answer(metric, {}, given).rows.map(({ value, n }) => [value, n]);
  expect(values(rows)).toEqual([
    [5, 5],
    [5, 5],
  ]);
  expect(values([...rows, { bucket: seconds(APRIL), level: 0, n: 0 }])).toEqual([
    [5, 5],
    [0, 0],
  ]);
  expect(values([{ bucket: seconds(APRIL), level: 2, n: 2 }])).toEqual([
    [0, 0],
    [2, 2],
  ]);
});

it('does not carry anything else on', () => {
  const { rows } = answer('calls', {}, [{ bucket: seconds(MARCH), n: 5 }]);
  expect(rows.map(({ value }) => value)).toEqual([5, 0]);
});

it('carries the level of each group on its own', () => {
  const { rows } = answer('open_opportunities', { groupBy: ['team'] }, [
    { bucket: seconds(MARCH), d0: 'North', level: 5, n: 5 },
    { bucket: seconds(MARCH), d0: 'South', level: 3, n: 3 },
    { bucket: seconds(APRIL), d0: 'South', level: 4, n: 4 },
  ]);
  expect(rows.map(({ team, value }) => [team, value])).toEqual([
    ['North', 5],
    ['North', 5],
    ['South', 3],
    ['South', 4],
  ]);
});

it('orders groups by name and shows a missing value as (none)', () => {
  const { rows } = answer('calls', { shape: 'breakdown', groupBy: ['team', 'rep'] }, [
    { d0: 'South', d1: 'Ann', n: 1 },
    { d0: 'North', d1: 'Zoe', n: 2 },
    { d0: '', d1: 'Ann', n: 3 },
    { d0: 'North', d1: null, n: 4 },
  ]);
  expect(rows.map(({ team, rep, value }) => [team, rep, value])).toEqual([
    ['(none)', 'Ann', 3],
    ['North', '(none)', 4],
    ['North', 'Zoe', 2],
    ['South', 'Ann', 1],
  ]);
});

it('shows a group in quotes that is called as the missing value is', () => {
  const { rows } = answer('calls', BY_TEAM, [
    { d0: '', n: 3 },
    { d0: '(none)', n: 4 },
  ]);
  expect(rows.map(({ team, value }) => [team, value])).toEqual([
    ['"(none)"', 4],
    ['(none)', 3],
  ]);
});

it('has no rows where there are groups but no facts', () => {
  expect(answer('calls', BY_TEAM, []).rows).toEqual([]);
  expect(answer('calls', { groupBy: ['team'] }, []).rows).toEqual([]);
});

it('names its columns with their units', () => {
  expect(answer('deal_size', { groupBy: ['team', 'rep'] }, []).columns).toEqual([
    { name: 'time', type: 'time' },
    { name: 'team', type: 'text' },
    { name: 'rep', type: 'text' },
    { name: 'value', type: 'number', unit: 'money' },
    { name: 'low', type: 'number', unit: 'money' },
    { name: 'high', type: 'number', unit: 'money' },
    { name: 'n', type: 'number', unit: 'count' },
    { name: 'low_sample', type: 'boolean' },
  ]);
  expect(answer('deal_size', { ...TOTAL, output: 'n' }, []).columns).toEqual([
    { name: 'n', type: 'number', unit: 'count' },
  ]);
});

it('says what was asked and executed', () => {
  const found = answer('win_rate', { groupBy: ['team'], output: 'low', timeZone: 'Asia/Seoul' }, []);
  expect(found).toMatchObject({
    queryType: 'metric',
    metric: { id: 'win_rate' },
    shape: 'time_series',
    output: 'low',
    groupBy: ['team'],
    interval: 'month',
    timeZone: 'Asia/Seoul',
  });
  expect(found.statements[0]?.sql).toContain('FROM opportunity_closes FINAL');
  expect(found.statements[0]?.parameters).toHaveProperty('time_zone', 'Asia/Seoul');
  expect(answer('win_rate', TOTAL, [])).toMatchObject({ interval: null, timeZone: CONTEXT.settings.timeZone });
  expect(answer('win_rate', TOTAL, [])).not.toHaveProperty('output');
});
