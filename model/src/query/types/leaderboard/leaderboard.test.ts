import { CONTEXT } from '../../../testing/example-queries';
import { parseQuery } from '../../parse-query';
import { prepareQuery } from '../../prepare-query';

const METRICS = ['win_rate', 'won_value'];
const prepare = (fields: object) =>
  prepareQuery(parseQuery({ queryType: 'leaderboard', metrics: METRICS, ...fields }), CONTEXT);

const won = (rep: string, numerator: number, n: number) => ({ d0: rep, numerator, n });
const roster = ['Ada', 'Bea', 'Cem', 'Dee', 'Eva'].map((rep) => ({ d0: rep }));
/** The rows of each metric and of its roster, and the earlier ones of the first metric. */
const RESULTS = {
  'win_rate own': [won('Ada', 2, 2), won('Bea', 60, 100), won('Cem', 60, 100), won('Dee', 1, 100)],
  'win_rate roster': roster,
  'won_value own': [{ d0: 'Ada', total: 10, n: 2 }],
  'won_value roster': roster,
  earlier: [won('Dee', 90, 100), won('Bea', 50, 100)],
};

it('ranks by the less favourable bound, with equals on one place and those without a value last', () => {
  const { rows } = prepare({}).answer(RESULTS);
  expect(rows.map(({ rank, rep, win_rate }) => [rank, rep, win_rate])).toEqual([
    [1, 'Bea', 0.6],
    [1, 'Cem', 0.6],
    [3, 'Ada', 1],
    [4, 'Dee', 0.01],
    [null, 'Eva', null],
  ]);
});

it('reports how many places each went up since the period before', () => {
  const { rows } = prepare({}).answer(RESULTS);
  expect(rows.map(({ rep, rank_change }) => [rep, rank_change])).toEqual([
    ['Bea', 1],
    ['Cem', null],
    ['Ada', null],
    ['Dee', -3],
    ['Eva', null],
  ]);
});

it('has the sample of each metric and marks thin ones', () => {
  const { columns, rows, notices } = prepare({}).answer(RESULTS);
  const names = ['rank', 'rank_change', 'rep', 'win_rate', 'win_rate_n', 'win_rate_low_sample'];
  expect(columns.map(({ name }) => name)).toEqual([...names, 'won_value', 'won_value_n', 'won_value_low_sample']);
  expect(rows[2]).toMatchObject({ win_rate_n: 2, win_rate_low_sample: true, won_value: 10, won_value_n: 2 });
  expect(rows[0]).toMatchObject({ win_rate_low_sample: false, won_value: 0, won_value_n: 0 });
  expect(notices[0]?.text).toMatch(/^Win rate: 2 of 5 samples are smaller than 20/);
});

it('puts the lowest first where lower is better', () => {
  const share = (rep: string, numerator: number) => ({ d0: rep, numerator, denominator: 10, n: 50 });
  const { rows } = prepare({ metrics: ['data_entry_share', 'calls'] }).answer({
    'data_entry_share own': [share('Ada', 5), share('Bea', 2)],
  });
  expect(rows.map(({ rep }) => rep)).toEqual(['Bea', 'Ada']);
});

it('puts a thin sample behind the others where no interval speaks of it', () => {
  const share = (rep: string, numerator: number, n: number) => ({ d0: rep, numerator, denominator: 10, n });
  const { rows } = prepare({ metrics: ['selling_time_share', 'calls'] }).answer({
    'selling_time_share own': [share('Ada', 10, 1), share('Bea', 2, 50), share('Cem', 9, 1)],
  });
  expect(rows.map(({ rank, rep }) => [rank, rep])).toEqual([
    [1, 'Bea'],
    [2, 'Ada'],
    [3, 'Cem'],
  ]);
});

it('has a row for whoever one of the metrics knows, and no place for what is nobody’s', () => {
  const { rows } = prepare({ metrics: ['calls', 'won_value'] }).answer({
    'calls own': [
      { d0: 'Ada', n: 3 },
      { d0: '', n: 90 },
    ],
    'won_value own': [{ d0: 'Bea', total: 5, n: 1 }],
    earlier: [{ d0: '', n: 90 }],
  });
  expect(rows.map((row) => [row.rank, row.rep, row.calls, row.won_value, row.won_value_low_sample])).toEqual([
    [1, 'Ada', 3, 0, false],
    [2, 'Bea', 0, 5, false],
    [null, '(none)', 90, 0, false],
  ]);
  expect(rows.map(({ rank_change }) => rank_change)).toEqual([0, -1, null]);
});

it('ranks nobody whose value is withheld, and lists no more than the limit', () => {
  const { rows, notices } = prepare({ onLowSample: 'withhold', limit: 3 }).answer(RESULTS);
  expect(rows.map(({ rank, rep }) => [rank, rep])).toEqual([
    [1, 'Bea'],
    [1, 'Cem'],
    [3, 'Dee'],
  ]);
  expect(notices.at(-1)).toMatchObject({ code: 'capped_rows', text: 'The first 3 of 5 rows are listed.' });
});

it('ranks more reps than a metric query may have series', () => {
  const calls = Array.from({ length: 1500 }, (_, index) => ({ d0: `rep ${index}`, n: index + 1 }));
  const { rows, notices } = prepare({ metrics: ['calls', 'won_value'] }).answer({ 'calls own': calls });
  expect(rows).toHaveLength(1000);
  expect(rows[0]).toMatchObject({ rank: 1, rep: 'rep 1499', calls: 1500 });
  expect(notices.at(-1)?.text).toBe('The first 1000 of 1500 rows are listed.');
});

it('compares teams with the year before', () => {
  const earlier = prepare({ groupBy: ['team'], compareTo: 'previous_year' }).statements.earlier;
  expect(earlier?.sql).toContain('team AS d0');
  expect(earlier?.parameters.from).toBe('2025-02-28 23:00:00.000');
});

it.each([
  [{ metrics: ['win_rate'] }, 'invalid_value', 'metrics'],
  [{ metrics: ['win_rate', 'win_rate'] }, 'invalid_value', 'metrics.1'],
  [{ metrics: ['win_rate', 'happiness'] }, 'unknown_metric', 'metrics.1'],
  [{ metrics: ['win_rate', 'reject_rate'] }, 'unknown_dimension', 'groupBy.0'],
  [{ groupBy: ['region'] }, 'invalid_value', 'groupBy.0'],
  [{ filters: [{ dimension: 'page', operator: 'is_empty' }] }, 'unknown_dimension', 'filters.0.dimension'],
  [{ parameters: {} }, 'unknown_field', 'parameters'],
])('refuses %j', (fields, code, path) => {
  expect(() => prepare(fields)).toThrow(expect.objectContaining({ code, path }) as Error);
});
