import { orderStatisticRanks } from '../../../statistics/intervals';
import { compile } from '../../../testing/example-queries';

it('bounds a median by bucket by order statistics', () => {
  expect(compile('deal_size').sql).toBe(`WITH count() AS size,
  arraySort(groupArray(toFloat64(assumeNotNull(amount)))) AS sorted,
  size * {level:Float64} + {skew:Float64} AS centre,
  {deviate:Float64} * sqrt(size * {level:Float64} * (1 - {level:Float64})) AS spread,
  if(size <= 100, {low_ranks:Array(Int64)}[size], toInt64(floor(centre - spread))) AS low_rank,
  if(size <= 100, {high_ranks:Array(Int64)}[size], toInt64(ceil(centre + spread)) + 1) AS high_rank
SELECT toUnixTimestamp(toDateTime(toStartOfMonth(closed_at, {time_zone:String}), {time_zone:String})) AS bucket,
  if(size > 0, arrayReduce('quantileExactInclusive(0.5)', sorted), NULL) AS value,
  if(low_rank BETWEEN 1 AND size, sorted[low_rank], NULL) AS low,
  if(high_rank BETWEEN 1 AND size, sorted[high_rank], NULL) AS high,
  size AS n
FROM opportunity_closes FINAL
WHERE closed_at >= {from:DateTime64(3, 'UTC')}
  AND closed_at < {to:DateTime64(3, 'UTC')}
  AND effective = 1
  AND is_won = 1
  AND isNotNull(amount)
GROUP BY bucket`);
});

it('takes a mean and its deviation in total', () => {
  expect(compile('deal_size', { statistic: 'mean', shape: 'total' }).sql).toBe(`WITH count() AS size,
  arraySort(groupArray(toFloat64(assumeNotNull(amount)))) AS sorted
SELECT if(size > 0, arrayAvg(sorted), NULL) AS value,
  if(size > 1, arrayReduce('stddevSamp', sorted), NULL) AS deviation,
  size AS n
FROM opportunity_closes FINAL
WHERE closed_at >= {from:DateTime64(3, 'UTC')}
  AND closed_at < {to:DateTime64(3, 'UTC')}
  AND effective = 1
  AND is_won = 1
  AND isNotNull(amount)`);
});

it('takes another quantile of an observation over two columns', () => {
  expect(compile('sales_cycle', { shape: 'total', statistic: 'p90' }).sql).toBe(`WITH count() AS size,
  arraySort(groupArray(toFloat64(assumeNotNull(dateDiff('day', toDate(created_at, {time_zone:String}), toDate(closed_at, {time_zone:String})))))) AS sorted,
  size * {level:Float64} + {skew:Float64} AS centre,
  {deviate:Float64} * sqrt(size * {level:Float64} * (1 - {level:Float64})) AS spread,
  if(size <= 100, {low_ranks:Array(Int64)}[size], toInt64(floor(centre - spread))) AS low_rank,
  if(size <= 100, {high_ranks:Array(Int64)}[size], toInt64(ceil(centre + spread)) + 1) AS high_rank
SELECT if(size > 0, arrayReduce('quantileExactInclusive(0.9)', sorted), NULL) AS value,
  if(low_rank BETWEEN 1 AND size, sorted[low_rank], NULL) AS low,
  if(high_rank BETWEEN 1 AND size, sorted[high_rank], NULL) AS high,
  size AS n
FROM opportunity_closes FINAL
WHERE closed_at >= {from:DateTime64(3, 'UTC')}
  AND closed_at < {to:DateTime64(3, 'UTC')}
  AND effective = 1
  AND ({outcome:String} = 'any' OR is_won = ({outcome:String} = 'won'))
  AND isNotNull(dateDiff('day', toDate(created_at, {time_zone:String}), toDate(closed_at, {time_zone:String})))`);
});

it('takes a median by two groups', () => {
  expect(compile('deal_size', { shape: 'breakdown', groupBy: ['team', 'rep'] }).sql).toBe(`WITH count() AS size,
  arraySort(groupArray(toFloat64(assumeNotNull(amount)))) AS sorted,
  size * {level:Float64} + {skew:Float64} AS centre,
  {deviate:Float64} * sqrt(size * {level:Float64} * (1 - {level:Float64})) AS spread,
  if(size <= 100, {low_ranks:Array(Int64)}[size], toInt64(floor(centre - spread))) AS low_rank,
  if(size <= 100, {high_ranks:Array(Int64)}[size], toInt64(ceil(centre + spread)) + 1) AS high_rank
SELECT team AS d0,
  rep AS d1,
  if(size > 0, arrayReduce('quantileExactInclusive(0.5)', sorted), NULL) AS value,
  if(low_rank BETWEEN 1 AND size, sorted[low_rank], NULL) AS low,
  if(high_rank BETWEEN 1 AND size, sorted[high_rank], NULL) AS high,
  size AS n
FROM opportunity_closes FINAL
WHERE closed_at >= {from:DateTime64(3, 'UTC')}
  AND closed_at < {to:DateTime64(3, 'UTC')}
  AND effective = 1
  AND is_won = 1
  AND isNotNull(amount)
GROUP BY d0, d1`);
});

it('binds the ranks of small samples, and the normal deviate for large ones', () => {
  const { parameters } = compile('deal_size', { shape: 'total' });
  expect(parameters).toEqual({
    from: '2026-02-28 23:00:00.000',
    to: '2026-04-30 22:00:00.000',
    level: 0.5,
    deviate: expect.closeTo(1.959964, 6) as number,
    skew: 0,
    low_ranks: expect.any(Array) as number[],
    high_ranks: expect.any(Array) as number[],
  });
  expect((parameters.low_ranks as number[]).slice(0, 10)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 2, 2]);
  expect((parameters.high_ranks as number[]).slice(0, 10)).toEqual([2, 3, 4, 5, 6, 6, 7, 8, 8, 9]);
  expect(parameters.low_ranks).toHaveLength(100);
  expect(parameters.high_ranks).toHaveLength(100);
});

it.each([
  ['p25', 0.25],
  ['median', 0.5],
  ['p75', 0.75],
  ['p90', 0.9],
])('takes the quantile of %s', (statistic, level) => {
  const { sql, parameters } = compile('deal_size', { statistic });
  expect(sql).toContain(`arrayReduce('quantileExactInclusive(${level})', sorted), NULL) AS value`);
  expect(parameters.level).toBe(level);
});

it('gives wider ranks for more confidence', () => {
  const rank = (confidence: number) => (compile('deal_size', { confidence }).parameters.low_ranks as number[])[99];
  expect([rank(0.9), rank(0.95), rank(0.99)]).toEqual([42, 40, 37]);
});

it('binds which outcome a sales cycle is for', () => {
  expect(compile('sales_cycle').parameters.outcome).toBe('won');
  expect(compile('sales_cycle', { parameters: { outcome: 'any' } }).parameters.outcome).toBe('any');
});

it.each([
  [0.25, 0.9],
  [0.5, 0.95],
  [0.9, 0.99],
])(
  'bounds the quantile %d of large samples by ranks that are the exact ones or one further out',
  (level, confidence) => {
    const statistic = { 0.25: 'p25', 0.5: 'median', 0.9: 'p90' }[level];
    const { parameters } = compile('deal_size', { shape: 'total', statistic, confidence });
    const { deviate, skew } = parameters as { deviate: number; skew: number };
    for (let size = 101; size < 2000; size += 13) {
      const centre = size * level + skew;
      const spread = deviate * Math.sqrt(size * level * (1 - level));
      const exact = orderStatisticRanks(size, level, confidence);
      expect([0, 1]).toContain(exact.low - Math.floor(centre - spread));
      expect([0, 1]).toContain(Math.ceil(centre + spread) + 1 - exact.high);
    }
  },
);
