import { APRIL, CONTEXT, MARCH, answer, seconds } from '../../../testing/example-queries';

const DAY = 86_400_000;
const codes = (found: { notices: { code: string }[] }) => found.notices.map(({ code }) => code);

it('has nothing to say about a past period with enough samples', () => {
  expect(answer('calls', {}, []).notices).toEqual([]);
});

it('gives no value for buckets whose window has not passed', () => {
  // Seven days before this are the 28th of April: March is old enough, April is not.
  const context = { ...CONTEXT, now: Date.parse('2026-05-05T00:00:00+02:00') };
  const rows = [MARCH, APRIL].map((time) => ({ bucket: seconds(time), numerator: 40, n: 100 }));
  const found = answer('email_open_rate', {}, rows, context);
  expect(found.rows).toMatchObject([
    { time: MARCH, value: 0.4, n: 100, low_sample: false },
    { time: APRIL, value: null, low: null, high: null, n: 100 },
  ]);
  expect(found.notices).toEqual([
    {
      severity: 'info',
      code: 'young_cohorts',
      text: 'What is younger than 7 days is not counted yet: its time has not passed.',
    },
  ]);
});

it('gives the value once the window of the whole bucket has passed', () => {
  const context = { ...CONTEXT, now: CONTEXT.range.to + 7 * DAY };
  const found = answer('email_open_rate', {}, [{ bucket: seconds(APRIL), numerator: 40, n: 100 }], context);
  expect(found.rows[1]).toMatchObject({ value: 0.4 });
  expect(codes(found)).not.toContain('young_cohorts');
});

it('gives the old part of a total, and says what is missing', () => {
  const context = { ...CONTEXT, now: Date.parse('2026-05-05T00:00:00+02:00') };
  const found = answer('email_open_rate', { shape: 'total' }, [{ numerator: 40, n: 100 }], context);
  expect(found.rows).toMatchObject([{ value: 0.4 }]);
  expect(codes(found)).toEqual(['young_cohorts']);
});

it('waits for the window that the query asks for', () => {
  const found = answer('win_rate', { parameters: { cohort: 'created', windowDays: 30 }, minSample: 0 }, []);
  expect(found.notices).toMatchObject([{ code: 'young_cohorts', text: expect.stringContaining('30 days') as string }]);
});

const upTo = (to: string, now: string) => ({
  ...CONTEXT,
  range: { from: CONTEXT.range.from, to: Date.parse(to) },
  now: Date.parse(now),
});

it.each([
  ['the range ends after now', '2026-05-01T00:00:00+02:00', '2026-04-20T12:00:00Z'],
  ['the range ends now, as a dashboard does', '2026-04-20T12:00:00Z', '2026-04-20T12:00:00Z'],
  ['the range ended before now in the same month', '2026-04-20T12:00:00Z', '2026-04-20T12:05:00Z'],
])('says that the last period is running when %s', (_, to, now) => {
  expect(answer('calls', {}, [], upTo(to, now)).notices).toEqual([
    { severity: 'info', code: 'running_period', text: 'The last month is still running.' },
  ]);
});

it.each([
  [
    'first',
    '2026-04-03T00:00:00+02:00',
    '2026-06-01T00:00:00+02:00',
    'The first month is not whole: the range cuts it.',
  ],
  ['last', '2026-04-01T00:00:00+02:00', '2026-05-20T00:00:00+02:00', 'The last month is not whole: the range cuts it.'],
  [
    'first and the last',
    '2026-03-03T00:00:00+01:00',
    '2026-05-20T00:00:00+02:00',
    'The first and the last month are not whole: the range cuts them.',
  ],
])('says that the range cuts the %s bucket', (_, from, to, text) => {
  const asked = { ...CONTEXT, range: { from: Date.parse(from), to: Date.parse(to) }, now: Date.parse('2027-01-01') };
  expect(answer('calls', { interval: 'month' }, [], asked).notices).toEqual([
    { severity: 'info', code: 'cut_bucket', text },
  ]);
  expect(answer('calls', { interval: 'month', wholeBuckets: true }, [], asked).notices).toEqual([]);
  // Of a level only the end counts.
  expect(answer('open_opportunities', { interval: 'month' }, [], asked).notices).toEqual([]);
});

it('leaves out the buckets that the range or now cuts', () => {
  const asked = (range: [string, string], now: string, query: object) =>
    answer('calls', { wholeBuckets: true, timeZone: 'UTC', ...query }, [], {
      ...{ ...CONTEXT, range: { from: Date.parse(range[0]), to: Date.parse(range[1]) }, now: Date.parse(now) },
    }).rows.map(({ time }) => new Date(Number(time)).toISOString().slice(0, 10));
  const rolling: [string, string] = ['2026-04-01T23:18:00Z', '2026-04-05T23:18:00Z'];
  expect(asked(rolling, '2026-04-05T23:18:00Z', { interval: 'day' })).toEqual([
    ...['2026-04-02', '2026-04-03', '2026-04-04'],
  ]);
  expect(asked(['2026-04-01', '2026-05-01'], '2026-04-03T10:00:00Z', { interval: 'day' })).toEqual([
    ...['2026-04-01', '2026-04-02'],
  ]);
  expect(() => asked(rolling, '2026-05-01', { interval: 'week' })).toThrow('The range has no whole week that is over.');
});

it('says that what adds up is compared with a longer or shorter time', () => {
  const march = { from: Date.parse('2026-03-01T00:00:00+01:00'), to: Date.parse('2026-04-01T00:00:00+02:00') };
  const compared = (metric: string, query: object = {}) =>
    answer(metric, { shape: 'total', compareTo: 'previous_period', minSample: 0, ...query }, [], {
      ...CONTEXT,
      range: march,
    });
  expect(compared('calls').notices).toEqual([
    { severity: 'info', code: 'unequal_lengths', text: 'The period of 31 days is compared with one of 28.' },
  ]);
  expect(compared('calls', { shape: 'time_series', interval: 'month' }).notices).toEqual([
    { severity: 'info', code: 'unequal_lengths', text: 'Some months are compared with longer or shorter ones.' },
  ]);
  expect(compared('calls', { compareTo: 'previous_year' }).notices).toEqual([]);
  expect(compared('win_rate').notices).toEqual([]);
});

it('does not say so of a period that is over, or of no period', () => {
  expect(answer('calls', {}, [], upTo('2026-05-01T00:00:00+02:00', '2026-04-30T22:00:00Z')).notices).toEqual([]);
  expect(answer('calls', {}, [], upTo('2026-04-20T12:00:00Z', '2026-06-01T00:00:00Z')).notices).toMatchObject([
    { code: 'cut_bucket' },
  ]);
  expect(answer('calls', { shape: 'total' }, [], upTo('2026-05-01T00:00:00Z', '2026-04-20T00:00:00Z')).notices).toEqual(
    [],
  );
});

it('says how many facts could not be used, over all rows', () => {
  const found = answer('win_rate_value', { minSample: 0 }, [
    { bucket: seconds(MARCH), won: 1, closed: 2, n: 2, left_out: 3 },
    { bucket: seconds(APRIL), won: 1, closed: 2, n: 2, left_out: 4 },
  ]);
  expect(found.notices).toEqual([
    {
      severity: 'info',
      code: 'left_out',
      text: '7 closed opportunities without an amount, or with a negative one, are left out.',
    },
  ]);
});

it('puts the warning first', () => {
  const context = { ...CONTEXT, now: Date.parse('2026-04-20T00:00:00Z') };
  const rows = [
    { d0: 'A', bucket: seconds(MARCH), numerator: 1, n: 2 },
    { d0: 'B', bucket: seconds(MARCH), numerator: 1, n: 1 },
  ];
  const found = answer('email_open_rate', { groupBy: ['team'], limit: 1 }, rows, context);
  expect(codes(found)).toEqual(['low_sample', 'young_cohorts', 'running_period', 'capped_series']);
});

it('says of a level what is left out as of its end, not once for each bucket', () => {
  const rows = [MARCH, APRIL].map((time) => ({ bucket: seconds(time), level: 1, n: 1, left_out: 3 }));
  expect(answer('at_risk_accounts', {}, rows).notices).toEqual([
    {
      severity: 'info',
      code: 'left_out',
      text: '3 accounts of which too little is known to compute their health are left out.',
    },
  ]);
});
