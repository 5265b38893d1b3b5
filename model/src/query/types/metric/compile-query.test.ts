import { CONTEXT, compile } from '../../../testing/example-queries';

it('counts only cohorts whose window has passed', () => {
  expect(compile('email_open_rate').sql)
    .toBe(`SELECT toUnixTimestamp(toDateTime(toStartOfMonth(sent_at, {time_zone:String}), {time_zone:String})) AS bucket,
  countIf(((isNotNull(delivered_at) OR isNotNull(opened_at) OR isNotNull(clicked_at) OR isNotNull(replied_at) OR (isNull(bounced_at) AND source IN {delivered_implied_sources:Array(String)}))) AND isNotNull(opened_at) AND opened_at >= sent_at AND opened_at < sent_at + toIntervalDay({window_days:UInt32})) AS numerator,
  countIf((isNotNull(delivered_at) OR isNotNull(opened_at) OR isNotNull(clicked_at) OR isNotNull(replied_at) OR (isNull(bounced_at) AND source IN {delivered_implied_sources:Array(String)}))) AS n,
  countIf((NOT (isNotNull(delivered_at) OR isNotNull(opened_at) OR isNotNull(clicked_at) OR isNotNull(replied_at) OR (isNull(bounced_at) AND source IN {delivered_implied_sources:Array(String)})) AND isNull(bounced_at))) AS left_out
FROM messages FINAL
WHERE sent_at >= {from:DateTime64(3, 'UTC')}
  AND sent_at < {to:DateTime64(3, 'UTC')}
  AND effective = 1
  AND direction = 'outbound'
  AND sent_at <= {mature_before:DateTime64(3, 'UTC')}
GROUP BY bucket`);
});

it('counts from the creation where the cohort is asked for', () => {
  expect(compile('win_rate', { parameters: { cohort: 'created' } }).sql)
    .toBe(`SELECT toUnixTimestamp(toDateTime(toStartOfMonth(created_at, {time_zone:String}), {time_zone:String})) AS bucket,
  countIf(isNotNull(closed_at) AND closed_at >= created_at AND closed_at < created_at + toIntervalDay({window_days:UInt32}) AND is_won = 1) AS numerator,
  count() AS n
FROM opportunity_creations FINAL
WHERE created_at >= {from:DateTime64(3, 'UTC')}
  AND created_at < {to:DateTime64(3, 'UTC')}
  AND effective = 1
  AND created_at <= {mature_before:DateTime64(3, 'UTC')}
  AND isNotNull(closed_at) AND closed_at >= created_at AND closed_at < created_at + toIntervalDay({window_days:UInt32})
GROUP BY bucket`);
});

it('splits by the class of the source', () => {
  expect(compile('win_rate', { shape: 'breakdown', groupBy: ['source_class'] }).sql)
    .toBe(`SELECT if(has({primary_sources:Array(String)}, source), 'primary', 'other') AS d0,
  countIf(is_won = 1) AS numerator,
  count() AS n
FROM opportunity_closes FINAL
WHERE closed_at >= {from:DateTime64(3, 'UTC')}
  AND closed_at < {to:DateTime64(3, 'UTC')}
  AND effective = 1
GROUP BY d0`);
});

it('holds alternatives together', () => {
  expect(compile('meeting_show_rate', { shape: 'total' }).sql).toContain(`AND effective = 1
  AND (status = 'held' OR (status = 'scheduled' AND has({held_implied_sources:Array(String)}, source) AND starts_at < {now:DateTime64(3, 'UTC')}) OR status = 'no_show')`);
});

it('binds the window, the last mature instant and the settings', () => {
  expect(compile('email_open_rate', { parameters: { windowDays: 14 } })).toMatchObject({
    parameters: { window_days: 14, mature_before: '2026-05-06 12:00:00.000', time_zone: 'Europe/Berlin' },
    matureBefore: Date.parse('2026-05-06T12:00:00Z'),
  });
  expect(compile('win_rate', { parameters: { cohort: 'created' } }).parameters).toMatchObject({
    window_days: 90,
    mature_before: '2026-02-19 12:00:00.000',
  });
  expect(compile('meetings_held').parameters).toMatchObject({
    held_implied_sources: ['calendar'],
    now: '2026-05-20 12:00:00.000',
  });
  expect(compile('intent_signals', { groupBy: ['source_class'] }).parameters.primary_sources).toEqual(['crm']);
  expect(compile('win_rate')).not.toHaveProperty('matureBefore');
});

const FILTERS = [
  ['in', ['North', '(none)'], 'has({filter_0:Array(String)}, team)', ['North', '']],
  ['not_in', ['North'], 'NOT has({filter_0:Array(String)}, team)', ['North']],
  ['matches', ['^No'], 'match(team, {filter_0:String})', '^No'],
  ['is_empty', [], "team = ''", undefined],
  ['not_empty', [], "team != ''", undefined],
] as const;

it.each(FILTERS)('filters by %s', (operator, values, condition, bound) => {
  const { sql, parameters } = compile('intent_signals', {
    shape: 'total',
    filters: [{ dimension: 'team', operator, values }],
  });
  expect(sql).toBe(`SELECT count() AS n
FROM events FINAL
WHERE occurred_at >= {from:DateTime64(3, 'UTC')}
  AND occurred_at < {to:DateTime64(3, 'UTC')}
  AND type = 'intent.observed'
  AND void = 0
  AND ${condition}`);
  expect(parameters.filter_0).toEqual(bound);
});

it('numbers its filters', () => {
  const filters = [
    { dimension: 'team', operator: 'in', values: ['North'] },
    { dimension: 'rep', operator: 'not_empty' },
    { dimension: 'source_class', operator: 'not_in', values: ['other'] },
  ];
  const { sql, parameters } = compile('intent_signals', { shape: 'total', filters });
  expect(sql).toContain(`AND has({filter_0:Array(String)}, team)
  AND rep != ''
  AND NOT has({filter_2:Array(String)}, if(has({primary_sources:Array(String)}, source), 'primary', 'other'))`);
  expect(parameters).toMatchObject({ filter_0: ['North'], filter_2: ['other'], primary_sources: ['crm'] });
});

it.each([
  ['hour', 'toUnixTimestamp(toStartOfHour(occurred_at, {time_zone:String}))'],
  ['day', 'toUnixTimestamp(toStartOfDay(occurred_at, {time_zone:String}))'],
  ['week', 'toUnixTimestamp(toDateTime(toStartOfWeek(occurred_at, 1, {time_zone:String}), {time_zone:String}))'],
  ['quarter', 'toUnixTimestamp(toDateTime(toStartOfQuarter(occurred_at, {time_zone:String}), {time_zone:String}))'],
  ['year', 'toUnixTimestamp(toDateTime(toStartOfYear(occurred_at, {time_zone:String}), {time_zone:String}))'],
])('cuts by %s', (interval, expression) => {
  const compiled = compile('intent_signals', { interval });
  expect(compiled.sql.split('\n')[0]).toBe(`SELECT ${expression} AS bucket,`);
  expect(compiled.interval).toBe(interval);
});

it('takes time zone and start of the week from the query before the settings', () => {
  const compiled = compile('intent_signals', { interval: 'week', timeZone: 'Asia/Seoul', weekStart: 'sunday' });
  expect(compiled.sql).toContain('toStartOfWeek(occurred_at, 0, {time_zone:String})');
  expect(compiled.timeZone).toBe('Asia/Seoul');
  expect(compiled.parameters.time_zone).toBe('Asia/Seoul');
  expect(new Date(compiled.buckets[0]?.start ?? 0).toISOString()).toBe('2026-02-28T15:00:00.000Z');
});

it('chooses the interval by the range', () => {
  expect(compile('intent_signals', { interval: 'auto' }).interval).toBe('day');
  expect(compile('intent_signals', { shape: 'total' })).toMatchObject({
    interval: null,
    buckets: [{ start: CONTEXT.range.from }],
  });
});

it('refuses a range that ends before it begins', () => {
  const range = { from: 1000, to: 1000 };
  expect(() => compile('intent_signals', {}, { ...CONTEXT, range })).toThrow(
    expect.objectContaining({
      code: 'invalid_time_range',
      path: 'range',
      message: 'The time range must end after it begins.',
    }) as Error,
  );
  expect(() => compile('intent_signals', {}, { ...CONTEXT, range: { from: NaN, to: 1 } })).toThrow('must end after');
});

it('refuses more points than it may answer', () => {
  const range = { from: Date.UTC(2020, 0), to: Date.UTC(2026, 0) };
  expect(() => compile('intent_signals', { interval: 'hour' }, { ...CONTEXT, range })).toThrow(
    expect.objectContaining({
      code: 'too_many_points',
      path: 'interval',
      message:
        'The range has about 52610 points by hour; at most 11000 are answered. Ask for a shorter range or a longer interval.',
    }) as Error,
  );
});
