import { APRIL, CONTEXT, MARCH, answer, metricQuery, seconds } from '../../../testing/example-queries';
import type { ResultRow } from '../../query-type';
import { prepareMetric } from './prepare-metric';

const BY_TEAM = { shape: 'breakdown', groupBy: ['team'] };
const cells = (rows: readonly Record<string, unknown>[]) => rows.map(({ team, value, n }) => [team, value, n]);
const capped = (text: string) => ({ severity: 'info', code: 'capped_series', text });

const COUNTED = [
  { d0: 'A', n: 1 },
  { d0: 'B', n: 5 },
  { d0: 'C', n: 2 },
  { d0: 'D', n: 9 },
];

it('keeps the largest groups and shows what the others come to together', () => {
  const { rows, notices } = answer('calls', { ...BY_TEAM, limit: 2 }, { own: COUNTED, others: [{ n: 3 }] });
  expect(cells(rows)).toEqual([
    ['B', 5, 5],
    ['D', 9, 9],
    ['(other)', 3, 3],
  ]);
  expect(rows[2]?.low).toBeCloseTo(0.6187, 3);
  expect(notices).toEqual([capped('2 smaller groups are taken together as (other).')]);
});

it('asks for the others in a statement of its own, whatever is counted', () => {
  const further = (metric: string, query: object, own: ResultRow[]) =>
    prepareMetric(metricQuery(metric, { shape: 'breakdown', ...query }), CONTEXT).further?.({ own }) ?? {};
  expect(further('web_visitors', { groupBy: ['channel'], limit: 2 }, COUNTED)).toMatchObject({
    others: {
      sql: expect.stringContaining('AND NOT has({kept_groups:Array(String)}, toString(channel))') as string,
      parameters: { kept_groups: ['B', 'D'] },
    },
  });
  const byTwo = { groupBy: ['team', 'rep'], limit: 1, compareTo: 'previous_year' };
  const statements = further('win_rate', byTwo, [
    { d0: 'Ä', d1: '', n: 9 },
    { d0: 'A', d1: 'y', n: 1 },
  ]);
  expect(Object.keys(statements)).toEqual(['others', 'othersEarlier']);
  expect(statements['others']?.sql).not.toContain('GROUP BY');
  expect(statements['others']?.parameters['kept_groups']).toEqual(['1:Ä']);
  expect(further('calls', { groupBy: ['tag'], limit: 2 }, COUNTED)['others']?.sql).toContain(
    "arrayExists(tag -> NOT has({kept_groups:Array(String)}, tag), if(empty(tags), [''], arrayDistinct(tags)))",
  );
  expect(further('calls', { groupBy: ['team'], limit: 4 }, COUNTED)).toEqual({});
});

it('shows amounts of the others by bucket', () => {
  const row = (time: number, total: number | null, n: number): ResultRow => ({ bucket: seconds(time), total, n });
  const { rows } = answer(
    'won_value',
    { groupBy: ['team'], limit: 1 },
    {
      own: [
        { d0: 'A', ...row(MARCH, 100, 10) },
        { d0: 'B', ...row(MARCH, 20.5, 2) },
        { d0: 'C', ...row(APRIL, 30, 3) },
      ],
      others: [row(MARCH, 20.5, 2), row(APRIL, 30, 3)],
    },
  );
  expect(cells(rows)).toEqual([
    ['A', 100, 10],
    ['A', 0, 0],
    ['(other)', 20.5, 2],
    ['(other)', 30, 3],
  ]);
});

it('names every dimension of the others', () => {
  const own = [
    { d0: 'A', d1: 'x', n: 9 },
    { d0: 'A', d1: 'y', n: 1 },
  ];
  const asked = { shape: 'breakdown', groupBy: ['team', 'rep'], limit: 1 };
  const { rows } = answer('calls', asked, { own, others: [{ n: 1 }] });
  expect(rows[1]).toMatchObject({ team: '(other)', rep: '(other)', value: 1 });
});

it('says nothing where the limit left nothing', () => {
  const rows = [
    { d0: '(other)', n: 3 },
    { d0: 'B', n: 2 },
  ];
  expect(answer('calls', { ...BY_TEAM, limit: 2 }, rows).notices).toEqual([]);
  expect(answer('calls', BY_TEAM, rows)).toMatchObject({ notices: [], rows: [{ value: 3 }, { value: 2 }] });
});

it('counts what is left where a group is called as the rest is', () => {
  const rows = [
    { d0: '(other)', n: 3 },
    { d0: 'B', n: 2 },
    { d0: 'C', n: 1 },
  ];
  const found = answer('calls', { ...BY_TEAM, limit: 1 }, { own: rows, others: [{ n: 3 }] });
  expect(found.notices).toEqual([capped('2 smaller groups are taken together as (other).')]);
  expect(found.rows.map(({ value }) => value)).toEqual([3, 3]);
});

const groups = (count: number): ResultRow[] =>
  Array.from({ length: count }, (_, index) => ({ d0: `team ${index}`, n: 1 }));

it('refuses more than a thousand series unless limited', () => {
  expect(answer('calls', BY_TEAM, groups(1000)).rows).toHaveLength(1000);
  expect(() => answer('calls', BY_TEAM, groups(1001))).toThrow(
    expect.objectContaining({
      code: 'too_many_series',
      path: 'groupBy',
      message: 'The answer has 1001 series; at most 1000 are answered. Filter, or set limit.',
    }) as Error,
  );
  expect(answer('calls', { ...BY_TEAM, limit: 1000 }, groups(1001)).rows).toHaveLength(1001);
});

it('refuses more than a million rows', () => {
  const context = { ...CONTEXT, range: { from: Date.UTC(2025, 0), to: Date.UTC(2026, 0) } };
  const rows = groups(200).map((row) => ({ ...row, bucket: seconds(context.range.from) }));
  expect(() => answer('calls', { groupBy: ['team'], interval: 'hour', timeZone: 'UTC' }, rows, context)).toThrow(
    expect.objectContaining({
      code: 'too_many_rows',
      path: 'interval',
      message:
        'The answer has 1752000 rows (200 series of 8760 points); at most 1000000 are answered. Ask for a longer interval, or set limit.',
    }) as Error,
  );
});

it('keeps sums and levels by what they come to, not by how many they are of', () => {
  const sums = answer('won_value', { ...BY_TEAM, limit: 1 }, [
    { d0: 'A', total: 10, n: 9 },
    { d0: 'B', total: 500, n: 2 },
  ]);
  expect(cells(sums.rows)[0]).toEqual(['B', 500, 2]);
  // A level that never changes has one row of its own and is as large in every bucket.
  const levels = answer('open_opportunities', { groupBy: ['team'], limit: 1 }, [
    { d0: 'A', bucket: seconds(MARCH), level: 6, n: 6 },
    { d0: 'B', bucket: seconds(MARCH), level: 4, n: 4 },
    { d0: 'B', bucket: seconds(APRIL), level: 5, n: 5 },
  ]);
  expect(cells(levels.rows).slice(0, 2)).toEqual([
    ['A', 6, 6],
    ['A', 6, 6],
  ]);
});
