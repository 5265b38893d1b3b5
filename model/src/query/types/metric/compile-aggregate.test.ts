import { compile } from '../../../testing/example-queries';

it('counts by bucket', () => {
  expect(compile('intent_signals').sql)
    .toBe(`SELECT toUnixTimestamp(toDateTime(toStartOfMonth(occurred_at, {time_zone:String}), {time_zone:String})) AS bucket,
  count() AS n
FROM events FINAL
WHERE occurred_at >= {from:DateTime64(3, 'UTC')}
  AND occurred_at < {to:DateTime64(3, 'UTC')}
  AND type = 'intent.observed'
  AND void = 0
GROUP BY bucket`);
});

it('counts in total', () => {
  expect(compile('intent_signals', { shape: 'total' }).sql).toBe(`SELECT count() AS n
FROM events FINAL
WHERE occurred_at >= {from:DateTime64(3, 'UTC')}
  AND occurred_at < {to:DateTime64(3, 'UTC')}
  AND type = 'intent.observed'
  AND void = 0`);
});

it('counts by two groups', () => {
  expect(compile('intent_signals', { shape: 'breakdown', groupBy: ['team', 'rep'] }).sql).toBe(`SELECT team AS d0,
  rep AS d1,
  count() AS n
FROM events FINAL
WHERE occurred_at >= {from:DateTime64(3, 'UTC')}
  AND occurred_at < {to:DateTime64(3, 'UTC')}
  AND type = 'intent.observed'
  AND void = 0
GROUP BY d0, d1`);
});

it('sums by bucket', () => {
  expect(compile('won_value').sql)
    .toBe(`SELECT toUnixTimestamp(toDateTime(toStartOfMonth(closed_at, {time_zone:String}), {time_zone:String})) AS bucket,
  toFloat64(sum(amount)) AS total,
  count(amount) AS n
FROM opportunity_closes FINAL
WHERE closed_at >= {from:DateTime64(3, 'UTC')}
  AND closed_at < {to:DateTime64(3, 'UTC')}
  AND effective = 1
  AND is_won = 1
GROUP BY bucket`);
});

it('sums in total', () => {
  expect(compile('won_value', { shape: 'total' }).sql).toBe(`SELECT toFloat64(sum(amount)) AS total,
  count(amount) AS n
FROM opportunity_closes FINAL
WHERE closed_at >= {from:DateTime64(3, 'UTC')}
  AND closed_at < {to:DateTime64(3, 'UTC')}
  AND effective = 1
  AND is_won = 1`);
});

it('sums by two groups', () => {
  expect(compile('won_value', { shape: 'breakdown', groupBy: ['team', 'rep'] }).sql).toBe(`SELECT team AS d0,
  rep AS d1,
  toFloat64(sum(amount)) AS total,
  count(amount) AS n
FROM opportunity_closes FINAL
WHERE closed_at >= {from:DateTime64(3, 'UTC')}
  AND closed_at < {to:DateTime64(3, 'UTC')}
  AND effective = 1
  AND is_won = 1
GROUP BY d0, d1`);
});

it('divides numbers by bucket', () => {
  expect(compile('win_rate').sql)
    .toBe(`SELECT toUnixTimestamp(toDateTime(toStartOfMonth(closed_at, {time_zone:String}), {time_zone:String})) AS bucket,
  countIf(is_won = 1) AS numerator,
  count() AS n
FROM opportunity_closes FINAL
WHERE closed_at >= {from:DateTime64(3, 'UTC')}
  AND closed_at < {to:DateTime64(3, 'UTC')}
  AND effective = 1
GROUP BY bucket`);
});

it('divides numbers in total', () => {
  expect(compile('win_rate', { shape: 'total' }).sql).toBe(`SELECT countIf(is_won = 1) AS numerator,
  count() AS n
FROM opportunity_closes FINAL
WHERE closed_at >= {from:DateTime64(3, 'UTC')}
  AND closed_at < {to:DateTime64(3, 'UTC')}
  AND effective = 1`);
});

it('divides numbers by two groups', () => {
  expect(compile('win_rate', { shape: 'breakdown', groupBy: ['team', 'rep'] }).sql).toBe(`SELECT team AS d0,
  rep AS d1,
  countIf(is_won = 1) AS numerator,
  count() AS n
FROM opportunity_closes FINAL
WHERE closed_at >= {from:DateTime64(3, 'UTC')}
  AND closed_at < {to:DateTime64(3, 'UTC')}
  AND effective = 1
GROUP BY d0, d1`);
});

it('divides sums by bucket', () => {
  expect(compile('selling_time_share').sql)
    .toBe(`SELECT toUnixTimestamp(toDateTime(toStartOfMonth(occurred_at, {time_zone:String}), {time_zone:String})) AS bucket,
  toFloat64(sumIf(minutes, activity = 'selling')) AS numerator,
  toFloat64(sum(minutes)) AS denominator,
  count() AS n
FROM events FINAL
WHERE occurred_at >= {from:DateTime64(3, 'UTC')}
  AND occurred_at < {to:DateTime64(3, 'UTC')}
  AND type = 'time.logged'
  AND void = 0
GROUP BY bucket`);
});

it('divides sums in total', () => {
  expect(compile('selling_time_share', { shape: 'total' }).sql)
    .toBe(`SELECT toFloat64(sumIf(minutes, activity = 'selling')) AS numerator,
  toFloat64(sum(minutes)) AS denominator,
  count() AS n
FROM events FINAL
WHERE occurred_at >= {from:DateTime64(3, 'UTC')}
  AND occurred_at < {to:DateTime64(3, 'UTC')}
  AND type = 'time.logged'
  AND void = 0`);
});

it('divides sums by two groups', () => {
  expect(compile('selling_time_share', { shape: 'breakdown', groupBy: ['team', 'rep'] }).sql).toBe(`SELECT team AS d0,
  rep AS d1,
  toFloat64(sumIf(minutes, activity = 'selling')) AS numerator,
  toFloat64(sum(minutes)) AS denominator,
  count() AS n
FROM events FINAL
WHERE occurred_at >= {from:DateTime64(3, 'UTC')}
  AND occurred_at < {to:DateTime64(3, 'UTC')}
  AND type = 'time.logged'
  AND void = 0
GROUP BY d0, d1`);
});

it('counts promoters and detractors by bucket', () => {
  expect(compile('nps').sql)
    .toBe(`SELECT toUnixTimestamp(toDateTime(toStartOfMonth(occurred_at, {time_zone:String}), {time_zone:String})) AS bucket,
  countIf(score >= 9) AS promoters,
  countIf(score <= 6) AS detractors,
  count() AS n
FROM events FINAL
WHERE occurred_at >= {from:DateTime64(3, 'UTC')}
  AND occurred_at < {to:DateTime64(3, 'UTC')}
  AND type = 'survey.answered'
  AND void = 0
  AND survey = 'nps'
GROUP BY bucket`);
});

it('counts promoters and detractors in total', () => {
  expect(compile('nps', { shape: 'total' }).sql).toBe(`SELECT countIf(score >= 9) AS promoters,
  countIf(score <= 6) AS detractors,
  count() AS n
FROM events FINAL
WHERE occurred_at >= {from:DateTime64(3, 'UTC')}
  AND occurred_at < {to:DateTime64(3, 'UTC')}
  AND type = 'survey.answered'
  AND void = 0
  AND survey = 'nps'`);
});

it('counts promoters and detractors by two groups', () => {
  expect(compile('nps', { shape: 'breakdown', groupBy: ['team', 'rep'] }).sql).toBe(`SELECT team AS d0,
  rep AS d1,
  countIf(score >= 9) AS promoters,
  countIf(score <= 6) AS detractors,
  count() AS n
FROM events FINAL
WHERE occurred_at >= {from:DateTime64(3, 'UTC')}
  AND occurred_at < {to:DateTime64(3, 'UTC')}
  AND type = 'survey.answered'
  AND void = 0
  AND survey = 'nps'
GROUP BY d0, d1`);
});

it('takes the parts of a formula by bucket', () => {
  expect(compile('win_rate_value').sql)
    .toBe(`SELECT toUnixTimestamp(toDateTime(toStartOfMonth(closed_at, {time_zone:String}), {time_zone:String})) AS bucket,
  countIf(ifNull(amount >= 0, 0)) AS n,
  toFloat64(sumIf(assumeNotNull(amount), ifNull(amount >= 0, 0) AND is_won = 1)) AS won,
  toFloat64(sumIf(assumeNotNull(amount), ifNull(amount >= 0, 0))) AS closed,
  countIf(ifNull(amount < 0, 1)) AS left_out
FROM opportunity_closes FINAL
WHERE closed_at >= {from:DateTime64(3, 'UTC')}
  AND closed_at < {to:DateTime64(3, 'UTC')}
  AND effective = 1
GROUP BY bucket`);
});

it('takes the parts of a formula in total', () => {
  expect(compile('win_rate_value', { shape: 'total' }).sql).toBe(`SELECT countIf(ifNull(amount >= 0, 0)) AS n,
  toFloat64(sumIf(assumeNotNull(amount), ifNull(amount >= 0, 0) AND is_won = 1)) AS won,
  toFloat64(sumIf(assumeNotNull(amount), ifNull(amount >= 0, 0))) AS closed,
  countIf(ifNull(amount < 0, 1)) AS left_out
FROM opportunity_closes FINAL
WHERE closed_at >= {from:DateTime64(3, 'UTC')}
  AND closed_at < {to:DateTime64(3, 'UTC')}
  AND effective = 1`);
});

it('takes the parts of a formula by two groups', () => {
  expect(compile('win_rate_value', { shape: 'breakdown', groupBy: ['team', 'rep'] }).sql).toBe(`SELECT team AS d0,
  rep AS d1,
  countIf(ifNull(amount >= 0, 0)) AS n,
  toFloat64(sumIf(assumeNotNull(amount), ifNull(amount >= 0, 0) AND is_won = 1)) AS won,
  toFloat64(sumIf(assumeNotNull(amount), ifNull(amount >= 0, 0))) AS closed,
  countIf(ifNull(amount < 0, 1)) AS left_out
FROM opportunity_closes FINAL
WHERE closed_at >= {from:DateTime64(3, 'UTC')}
  AND closed_at < {to:DateTime64(3, 'UTC')}
  AND effective = 1
GROUP BY d0, d1`);
});
