import { compile } from '../../../testing/example-queries';

it('sums what begins and ends up to each bucket', () => {
  expect(compile('open_opportunities').sql)
    .toBe(`SELECT bucket, toFloat64(sum(change) OVER (ORDER BY bucket)) AS level, sum(count_change) OVER (ORDER BY bucket) AS n
FROM (
  SELECT toUnixTimestamp(toDateTime(toStartOfMonth(step.1, {time_zone:String}), {time_zone:String})) AS bucket,
    sum(step.2 * 1) AS change,
    sum(step.2) AS count_change
  FROM (
    SELECT valid_from, toDateTime64('2299-12-31 00:00:00', 3, 'UTC') AS valid_to, key, opportunity, rep, team, region, segment, pipeline, channel, product, campaign, competitor, account, origin, source, stage, amount, expected_close
    FROM open_opportunities FINAL WHERE is_open = 1
    UNION ALL
    SELECT valid_from, valid_to, key, opportunity, rep, team, region, segment, pipeline, channel, product, campaign, competitor, account, origin, source, stage, amount, expected_close
    FROM opportunity_history FINAL WHERE effective = 1 AND is_open = 1 AND valid_to >= {first_end:DateTime64(3, 'UTC')}
  )
  ARRAY JOIN [(greatest(valid_from, {from:DateTime64(3, 'UTC')}), 1), (valid_to, -1)] AS step
  WHERE valid_from < least({to:DateTime64(3, 'UTC')}, {now:DateTime64(3, 'UTC')})
  AND (step.2 = 1 OR step.1 < least({to:DateTime64(3, 'UTC')}, {now:DateTime64(3, 'UTC')}))
  GROUP BY bucket
)
ORDER BY bucket`);
});

it('sums them for each of two groups', () => {
  expect(compile('open_opportunities', { groupBy: ['team', 'stage'] }).sql)
    .toBe(`SELECT bucket, d0, d1, toFloat64(sum(change) OVER (PARTITION BY d0, d1 ORDER BY bucket)) AS level, sum(count_change) OVER (PARTITION BY d0, d1 ORDER BY bucket) AS n
FROM (
  SELECT toUnixTimestamp(toDateTime(toStartOfMonth(step.1, {time_zone:String}), {time_zone:String})) AS bucket,
    team AS d0,
    stage AS d1,
    sum(step.2 * 1) AS change,
    sum(step.2) AS count_change
  FROM (
    SELECT valid_from, toDateTime64('2299-12-31 00:00:00', 3, 'UTC') AS valid_to, key, opportunity, rep, team, region, segment, pipeline, channel, product, campaign, competitor, account, origin, source, stage, amount, expected_close
    FROM open_opportunities FINAL WHERE is_open = 1
    UNION ALL
    SELECT valid_from, valid_to, key, opportunity, rep, team, region, segment, pipeline, channel, product, campaign, competitor, account, origin, source, stage, amount, expected_close
    FROM opportunity_history FINAL WHERE effective = 1 AND is_open = 1 AND valid_to >= {first_end:DateTime64(3, 'UTC')}
  )
  ARRAY JOIN [(greatest(valid_from, {from:DateTime64(3, 'UTC')}), 1), (valid_to, -1)] AS step
  WHERE valid_from < least({to:DateTime64(3, 'UTC')}, {now:DateTime64(3, 'UTC')})
  AND (step.2 = 1 OR step.1 < least({to:DateTime64(3, 'UTC')}, {now:DateTime64(3, 'UTC')}))
  GROUP BY bucket, d0, d1
)
ORDER BY bucket, d0, d1`);
});

it('takes what holds at the end of the range in total', () => {
  expect(compile('open_opportunities', { shape: 'total' }).sql).toBe(`SELECT toFloat64(sum(1)) AS level,
  count() AS n
FROM (
    SELECT valid_from, toDateTime64('2299-12-31 00:00:00', 3, 'UTC') AS valid_to, key, opportunity, rep, team, region, segment, pipeline, channel, product, campaign, competitor, account, origin, source, stage, amount, expected_close
    FROM open_opportunities FINAL WHERE is_open = 1
    UNION ALL
    SELECT valid_from, valid_to, key, opportunity, rep, team, region, segment, pipeline, channel, product, campaign, competitor, account, origin, source, stage, amount, expected_close
    FROM opportunity_history FINAL WHERE effective = 1 AND is_open = 1 AND valid_to >= {first_end:DateTime64(3, 'UTC')}
  )
WHERE valid_from < least({to:DateTime64(3, 'UTC')}, {now:DateTime64(3, 'UTC')})
  AND valid_to >= least({to:DateTime64(3, 'UTC')}, {now:DateTime64(3, 'UTC')})`);
});

it('takes the amounts that hold at the end of the range by group', () => {
  expect(compile('pipeline_value', { shape: 'total', groupBy: ['team'] }).sql).toBe(`SELECT team AS d0,
  toFloat64(sum(ifNull(amount, toDecimal64(0, 2)))) AS level,
  count() AS n
FROM (
    SELECT valid_from, toDateTime64('2299-12-31 00:00:00', 3, 'UTC') AS valid_to, key, opportunity, rep, team, region, segment, pipeline, channel, product, campaign, competitor, account, origin, source, stage, amount, expected_close
    FROM open_opportunities FINAL WHERE is_open = 1
    UNION ALL
    SELECT valid_from, valid_to, key, opportunity, rep, team, region, segment, pipeline, channel, product, campaign, competitor, account, origin, source, stage, amount, expected_close
    FROM opportunity_history FINAL WHERE effective = 1 AND is_open = 1 AND valid_to >= {first_end:DateTime64(3, 'UTC')}
  )
WHERE valid_from < least({to:DateTime64(3, 'UTC')}, {now:DateTime64(3, 'UTC')})
  AND valid_to >= least({to:DateTime64(3, 'UTC')}, {now:DateTime64(3, 'UTC')})
GROUP BY d0`);
});

it('reads the history from the end of the first bucket', () => {
  expect(compile('open_opportunities').parameters).toEqual({
    from: '2026-02-28 23:00:00.000',
    to: '2026-04-30 22:00:00.000',
    first_end: '2026-03-31 22:00:00.000',
    now: '2026-05-20 12:00:00.000',
    time_zone: 'Europe/Berlin',
  });
});

it('reads the history from the end of the range where there are no buckets', () => {
  expect(compile('open_opportunities', { shape: 'breakdown', groupBy: ['team'] }).parameters).toEqual({
    to: '2026-04-30 22:00:00.000',
    first_end: '2026-04-30 22:00:00.000',
    now: '2026-05-20 12:00:00.000',
  });
});

it('filters inside the sums', () => {
  const filters = [{ dimension: 'team', operator: 'in', values: ['North'] }];
  expect(compile('open_opportunities', { filters }).sql).toContain(
    "\n  AND (step.2 = 1 OR step.1 < least({to:DateTime64(3, 'UTC')}, {now:DateTime64(3, 'UTC')}))\n  AND has({filter_0:Array(String)}, team)\n  GROUP BY bucket\n",
  );
});
