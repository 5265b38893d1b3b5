import {
  DEFAULT_SETTINGS,
  answerDefinitions,
  parseQuery,
  prepareQuery,
  type QueryContext,
  type QueryInput,
  type ResultRow,
} from '@saleshub/model';
import { answerFrames } from './answer-frames';
import type { Frame } from './frame';

const JANUARY = Date.UTC(2024, 0, 1);
const FEBRUARY = Date.UTC(2024, 1, 1);
const context: QueryContext = {
  range: { from: JANUARY, to: Date.UTC(2024, 2, 1) },
  now: Date.UTC(2024, 5, 1),
  settings: DEFAULT_SETTINGS,
};

/** The frames of a query's answer to rows that ClickHouse could have given. */
function framesOf(query: Omit<Extract<QueryInput, { queryType: 'metric' }>, 'queryType'>, rows: ResultRow[]): Frame[] {
  const checked = parseQuery(query);
  if (checked.queryType !== 'metric') throw new Error('Not a metric query');
  const answer = prepareQuery(checked, context).answer({ own: rows });
  const notices = [{ severity: 'warning', code: 'state_behind', text: 'Behind.' } as const];
  return answerFrames(answer, { refId: 'A', currency: 'EUR', notices });
}

const columns = (frame: Frame | undefined) =>
  frame?.fields.map(({ name, labels, values }) => [
    name,
    labels ?? {},
    Array.from<unknown, unknown>(values, (value) => (Number.isNaN(value) ? null : value)),
  ]);

const monthly = [
  { bucket: JANUARY / 1000, d0: 'EMEA', numerator: 10, n: 40 },
  { bucket: FEBRUARY / 1000, d0: 'EMEA', numerator: 0, n: 5 },
  { bucket: JANUARY / 1000, d0: '', numerator: 30, n: 40 },
];

test('a time series is one frame a series, the value before all that stands beside it', () => {
  const frames = framesOf({ metric: 'win_rate', interval: 'month', groupBy: ['team'] }, monthly);
  expect(frames.map(({ name, meta }) => [name, meta.type, meta.typeVersion])).toEqual([
    ['(none)', 'timeseries-multi', [0, 1]],
    ['EMEA', 'timeseries-multi', [0, 1]],
  ]);
  const labels = { team: 'EMEA' };
  expect(columns(frames[1])).toEqual([
    ['time', {}, [JANUARY, FEBRUARY]],
    ['value', labels, [0.25, 0]],
    ['low', labels, [expect.closeTo(0.1419, 4), 0]],
    ['high', labels, [expect.closeTo(0.4019, 4), expect.closeTo(0.4345, 4)]],
    ['n', labels, [40, 5]],
  ]);
  expect(frames[1]?.fields.map(({ config }) => config?.displayNameFromDS)).toEqual([
    undefined,
    'EMEA',
    'EMEA low',
    'EMEA high',
    'EMEA sample',
  ]);
});

test('an alert gets one number a series, withheld where the sample is too small', () => {
  const frames = framesOf({ metric: 'win_rate', interval: 'month', groupBy: ['team'], output: 'value' }, monthly);
  expect(columns(frames[1])).toEqual([
    ['time', {}, [JANUARY, FEBRUARY]],
    ['value', { team: 'EMEA' }, [0.25, null]],
  ]);
});

test('a total is one row a frame', () => {
  const [frame, ...others] = framesOf({ metric: 'won_value', shape: 'total', output: 'value' }, [
    { total: 12.5, n: 2 },
  ]);
  expect(others).toEqual([]);
  expect(frame).toMatchObject({ name: 'Won value', meta: { type: 'numeric-multi' } });
  expect(columns(frame)).toEqual([['value', {}, [12.5]]]);
  expect(frame?.fields[0]?.config).toMatchObject({ displayNameFromDS: 'Won value', unit: 'currencyEUR' });
});

const byTeam = [
  { d0: 'EMEA', numerator: 10, n: 40 },
  { d0: '', numerator: 1, n: 2 },
];

test('a breakdown is a table with the groups in columns', () => {
  const [frame] = framesOf({ metric: 'win_rate', shape: 'breakdown', groupBy: ['team'] }, byTeam);
  expect(frame?.meta.type).toBe('table');
  expect(frame?.fields.map(({ name, type }) => [name, type])).toEqual([
    ['team', 'text'],
    ['value', 'number'],
    ['low', 'number'],
    ['high', 'number'],
    ['n', 'number'],
    ['low_sample', 'boolean'],
  ]);
  expect(frame?.fields[0]?.values).toEqual(['(none)', 'EMEA']);
});

test('a breakdown for an alert is numeric and long', () => {
  const [frame] = framesOf({ metric: 'win_rate', shape: 'breakdown', groupBy: ['team'], output: 'value' }, byTeam);
  expect(frame?.meta.type).toBe('numeric-long');
  expect(columns(frame)).toEqual([
    ['team', {}, ['(none)', 'EMEA']],
    ['value', {}, [null, 0.25]],
  ]);
});

test.each([
  ['time_series', 'timeseries-multi'],
  ['total', 'numeric-multi'],
  ['breakdown', 'table'],
] as const)('without data a %s is one frame of its type without fields', (shape, type) => {
  const frames = framesOf({ metric: 'win_rate', shape, groupBy: ['team'] }, []);
  expect(frames).toHaveLength(1);
  expect(frames[0]).toMatchObject({ refId: 'A', meta: { type, typeVersion: [0, 1] }, fields: [] });
});

test('notices and the statement are shown once, the most important first', () => {
  const [first, second] = framesOf({ metric: 'win_rate', interval: 'month', groupBy: ['team'] }, monthly);
  expect(first?.meta.notices).toEqual([
    { severity: 'warning', text: 'Behind.' },
    { severity: 'warning', text: expect.stringContaining('samples are smaller than 20') },
  ]);
  expect(first?.meta.executedQueryString).toContain("SET param_from = '2024-01-01 00:00:00.000';\n");
  expect(second?.meta).not.toHaveProperty('notices');
  expect(second?.meta.custom).toMatchObject({ metric: 'win_rate', kind: 'ratio', interval: 'month', timeZone: 'UTC' });
});

test('the definitions are a table', () => {
  const [frame] = answerFrames(answerDefinitions(), { refId: 'A', currency: 'EUR', notices: [] });
  expect(frame?.meta.type).toBe('table');
  expect(frame?.fields.map(({ name }) => name)).toEqual(answerDefinitions().columns.map(({ name }) => name));
});

test('a forecast is series with their band, and a table where it has rows for several teams', () => {
  const period = { period_start: JANUARY / 1000, closed: 5, wins: 5, won: 100, squares: 2000, part: 'EMEA' };
  const frameOf = (fields: object) => {
    const query = parseQuery({ queryType: 'forecast', interval: 'month', parameters: { horizon: 1 }, ...fields });
    const answer = prepareQuery(query, { ...context, now: FEBRUARY }).answer({
      periods: [period],
      deals: [],
      open: [],
    });
    return answerFrames(answer, { refId: 'A', currency: 'EUR', notices: [] })[0];
  };
  expect(frameOf({})?.meta.type).toBe('timeseries-wide');
  expect(frameOf({ groupBy: ['team'] })?.meta.type).toBe('table');
  expect(columns(frameOf({ groupBy: ['team'] }))?.slice(0, 3)).toEqual([
    ['time', {}, [FEBRUARY]],
    ['team', {}, ['EMEA']],
    ['expected', {}, [100]],
  ]);
});
