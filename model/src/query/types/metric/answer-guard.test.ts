import { APRIL, MARCH, answer, seconds } from '../../../testing/example-queries';

const TOTAL = { shape: 'total' };
const WIN_RATE_OF_10 = [{ numerator: 5, n: 10 }];

it('flags a small sample, keeps its value and says so', () => {
  const { rows, notices } = answer('win_rate', TOTAL, WIN_RATE_OF_10);
  expect(rows).toMatchObject([{ value: 0.5, n: 10, low_sample: true }]);
  expect(notices).toEqual([
    {
      severity: 'warning',
      code: 'low_sample',
      text: 'The sample is smaller than 20 closed opportunities: too few to decide on.',
    },
  ]);
});

it.each([
  [10, 30, 'The sample is smaller than 20 closed opportunities: too few to decide on.'],
  [30, 10, 'The sample of the period before is smaller than 20 closed opportunities: too few to decide on.'],
  [
    ...[10, 10],
    'The sample and the sample of the period before are smaller than 20 closed opportunities: too few to decide on.',
  ],
] as const)('says which of two samples is small: %d and %d before', (n, before, text) => {
  const rows = { own: [{ numerator: 5, n }], earlier: [{ numerator: 5, n: before }] };
  const { notices } = answer('win_rate', { ...TOTAL, compareTo: 'previous_year' }, rows);
  expect(notices).toMatchObject([{ code: 'low_sample', text }]);
});

it('leaves a sample of the minimum alone', () => {
  const { rows, notices } = answer('win_rate', TOTAL, [{ numerator: 5, n: 20 }]);
  expect(rows).toMatchObject([{ low_sample: false }]);
  expect(notices).toEqual([]);
});

it('withholds where it is asked to', () => {
  const { rows, notices } = answer('win_rate', { ...TOTAL, onLowSample: 'withhold' }, WIN_RATE_OF_10);
  expect(rows).toEqual([{ value: null, low: null, high: null, n: 10, low_sample: true }]);
  expect(notices).toMatchObject([{ code: 'low_sample' }]);
});

it.each([
  ['value', null],
  ['low', null],
  ['high', null],
  ['n', 10],
])('withholds the one number %s that an alert asks for, and says so', (output, expected) => {
  const { rows, notices } = answer('win_rate', { ...TOTAL, output }, WIN_RATE_OF_10);
  expect(rows).toEqual([{ [output]: expected }]);
  expect(notices).toMatchObject([{ severity: 'warning', code: 'low_sample' }]);
});

it('flags the one number by a notice where the query asks to flag', () => {
  const { rows, notices } = answer('win_rate', { ...TOTAL, output: 'value', onLowSample: 'flag' }, WIN_RATE_OF_10);
  expect(rows).toEqual([{ value: 0.5 }]);
  expect(notices).toMatchObject([{ code: 'low_sample' }]);
});

it('answers the one number where the sample is large enough', () => {
  const { rows, notices } = answer('win_rate', { ...TOTAL, output: 'value' }, [{ numerator: 25, n: 100 }]);
  expect(rows).toEqual([{ value: 0.25 }]);
  expect(notices).toEqual([]);
});

it.each(['calls', 'won_value', 'open_opportunities'])('does not guard %s unless the query asks for it', (metric) => {
  const rows = [{ n: 1, total: 1, level: 1 }];
  expect(answer(metric, { ...TOTAL, output: 'value' }, rows)).toMatchObject({ rows: [{ value: 1 }], notices: [] });
  const guarded = answer(metric, { ...TOTAL, output: 'value', minSample: 2 }, rows);
  expect(guarded).toMatchObject({ rows: [{ value: null }], notices: [{ code: 'low_sample' }] });
  expect(answer(metric, { ...TOTAL, minSample: 2 }, rows).rows).toMatchObject([{ value: 1, low_sample: true }]);
});

it("takes the query's minimum before the metric's", () => {
  expect(answer('win_rate', { ...TOTAL, minSample: 10 }, WIN_RATE_OF_10).rows).toMatchObject([{ low_sample: false }]);
  expect(answer('win_rate', { ...TOTAL, minSample: 11 }, WIN_RATE_OF_10).notices).toMatchObject([
    { text: 'The sample is smaller than 11 closed opportunities: too few to decide on.' },
  ]);
  expect(answer('win_rate', { ...TOTAL, minSample: 0 }, []).rows).toMatchObject([{ value: null, low_sample: false }]);
});

it('looks at each bucket and counts them in its notice', () => {
  const { rows, notices } = answer('nps', {}, [
    { bucket: seconds(MARCH), promoters: 10, detractors: 5, n: 30 },
    { bucket: seconds(APRIL), promoters: 10, detractors: 5, n: 29 },
  ]);
  expect(rows.map(({ low_sample }) => low_sample)).toEqual([false, true]);
  expect(notices).toMatchObject([{ text: '1 of 2 samples are smaller than 30 answers: too few to decide on.' }]);
});
