import { METRIC_IDS } from '../catalogue/catalogue';
import { metricQuery } from '../testing/example-queries';
import { parseQuery } from './parse-query';
import { QUERY_TYPES } from './registry';
import { QueryError } from './shared/query-error';

function refusal(input: unknown): unknown {
  try {
    parseQuery(input);
  } catch (error) {
    if (error instanceof QueryError) return error.toJSON();
    throw error;
  }
  throw new Error('It was accepted');
}

const FIELDS =
  'version, queryType, metric, statistic, shape, interval, timeZone, weekStart, groupBy, filters, compareTo, wholeBuckets, target, minSample, onLowSample, confidence, output, limit, parameters';
const DIMENSIONS =
  'rep, team, region, segment, pipeline, channel, product, campaign, competitor, account, origin, source, source_class, stage, loss_reason';
const filter = (changes: Record<string, unknown>) => ({
  filters: [{ dimension: 'team', operator: 'in', values: ['North'], ...changes }],
});

it.each<[string, Record<string, unknown>, code: string, path: string, message: string]>([
  ['version', { version: 2 }, 'invalid_value', 'version', 'version must be one of 1.'],
  [
    'query type',
    { queryType: 'magic' },
    'unknown_query_type',
    'queryType',
    `queryType must be one of ${QUERY_TYPES.join(', ')}.`,
  ],
  ['field', { colour: 1 }, 'unknown_field', 'colour', `colour is not a field of a metric query; it has ${FIELDS}.`],
  [
    'prototype key',
    JSON.parse('{"__proto__":1}') as Record<string, unknown>,
    'unknown_field',
    '__proto__',
    `__proto__ is not a field of a metric query; it has ${FIELDS}.`,
  ],
  [
    'field of another query type',
    { queryType: 'definitions' },
    'unknown_field',
    'metric',
    'metric is not a field of a definitions query; it has version, queryType.',
  ],
  ['metric', { metric: 'magic' }, 'unknown_metric', 'metric', `metric must be one of ${METRIC_IDS.join(', ')}.`],
  ['metric of a prototype', { metric: 'constructor' }, 'unknown_metric', 'metric', expect.any(String) as string],
  ['no metric', { metric: undefined }, 'unknown_metric', 'metric', `metric must be one of ${METRIC_IDS.join(', ')}.`],
  [
    'statistic',
    { metric: 'deal_size', statistic: 'mode' },
    'unknown_statistic',
    'statistic',
    'statistic must be one of median, mean, p25, p75, p90.',
  ],
  [
    'statistic of a ratio',
    { statistic: 'mean' },
    'not_applicable',
    'statistic',
    'win_rate has no statistic; only distributions have one.',
  ],
  ['shape', { shape: 'pie' }, 'invalid_value', 'shape', 'shape must be one of time_series, total, breakdown.'],
  [
    'interval',
    { interval: 'minute' },
    'unknown_interval',
    'interval',
    'interval must be one of auto, hour, day, week, month, quarter, fiscal_quarter, year, fiscal_year.',
  ],
  [
    'time zone',
    { timeZone: 'Mars/Base' },
    'unknown_time_zone',
    'timeZone',
    'timeZone must be an IANA time zone such as Europe/Berlin, not "Mars/Base".',
  ],
  ['week start', { weekStart: 'friday' }, 'invalid_value', 'weekStart', 'weekStart must be one of monday, sunday.'],
  ['text as groups', { groupBy: 'team' }, 'invalid_value', 'groupBy', 'groupBy must be of type array.'],
  [
    'third group',
    { groupBy: ['team', 'rep', 'region'] },
    'invalid_value',
    'groupBy',
    'groupBy must be at most 2 entries.',
  ],
  ['group twice', { groupBy: ['team', 'team'] }, 'invalid_value', 'groupBy.1', 'groupBy names team twice.'],
  [
    'dimension',
    { groupBy: ['team', 'colour'] },
    'unknown_dimension',
    'groupBy.1',
    `win_rate cannot be split or filtered by colour; it has ${DIMENSIONS}.`,
  ],
  [
    "dimension that the metric's facts do not have",
    filter({ dimension: 'page' }),
    'unknown_dimension',
    'filters.0.dimension',
    `win_rate cannot be split or filtered by page; it has ${DIMENSIONS}.`,
  ],
  [
    'dimension that the variant does not have',
    { groupBy: ['loss_reason'], parameters: { cohort: 'created' } },
    'unknown_dimension',
    'groupBy.0',
    `win_rate cannot be split or filtered by loss_reason; it has ${DIMENSIONS.replace(', loss_reason', '')}.`,
  ],
  [
    'operator',
    filter({ operator: 'like' }),
    'unknown_operator',
    'filters.0.operator',
    'filters.0.operator must be one of in, not_in, matches, is_empty, not_empty.',
  ],
  [
    'field of a filter',
    filter({ not: true }),
    'unknown_field',
    'filters.0.not',
    'filters.0.not is not a field of a filter; it has dimension, operator, values.',
  ],
  [
    'filter for nothing',
    filter({ values: [] }),
    'invalid_value',
    'filters.0.values',
    'filters.0.values must name at least one value for in.',
  ],
  [
    'filter against nothing',
    filter({ operator: 'not_in', values: undefined }),
    'invalid_value',
    'filters.0.values',
    'filters.0.values must name at least one value for not_in.',
  ],
  [
    'two patterns',
    filter({ operator: 'matches', values: ['a', 'b'] }),
    'invalid_value',
    'filters.0.values',
    'filters.0.values must be one regular expression (RE2) for matches.',
  ],
  [
    'values where none are read',
    filter({ operator: 'is_empty' }),
    'invalid_value',
    'filters.0.values',
    'filters.0.values must be empty for is_empty.',
  ],
  [
    'long value',
    filter({ values: ['x', 'x'.repeat(1025)] }),
    'invalid_value',
    'filters.0.values.1',
    'filters.0.values.1 must be at most 1024 characters.',
  ],
  ['negative minimum', { minSample: -1 }, 'invalid_value', 'minSample', 'minSample must be at least 0.'],
  ['broken minimum', { minSample: 1.5 }, 'invalid_value', 'minSample', 'minSample must be of type int.'],
  ['guard', { onLowSample: 'hide' }, 'invalid_value', 'onLowSample', 'onLowSample must be one of flag, withhold.'],
  ['sureness', { confidence: 1 }, 'invalid_value', 'confidence', 'confidence must be at most 0.9999.'],
  [
    'output',
    { output: 'all' },
    'invalid_value',
    'output',
    'output must be one of value, low, high, n, previous, change, change_ratio, p_value, significant_change.',
  ],
  ['limit of none', { limit: 0 }, 'invalid_value', 'limit', 'limit must be at least 1.'],
  ['limit of too many', { limit: 1001 }, 'invalid_value', 'limit', 'limit must be at most 1000.'],
  [
    'parameter of a metric without any',
    { metric: 'calls', parameters: { outcome: 'won' } },
    'invalid_parameter',
    'parameters.outcome',
    'calls takes no parameters.',
  ],
  [
    'parameter of another metric',
    { parameters: { outcome: 'won' } },
    'invalid_parameter',
    'parameters',
    'win_rate takes the parameters cohort, windowDays, not outcome.',
  ],
  [
    'value of a parameter',
    { parameters: { cohort: 'born' } },
    'invalid_parameter',
    'parameters.cohort',
    'parameters.cohort must be one of closed, created.',
  ],
  [
    'range of a parameter',
    { parameters: { windowDays: 366 } },
    'invalid_parameter',
    'parameters.windowDays',
    'parameters.windowDays must be at most 365.',
  ],
  [
    'parameter without effect',
    { parameters: { windowDays: 30 } },
    'invalid_parameter',
    'parameters.windowDays',
    'windowDays has an effect with cohort=created only.',
  ],
  [
    'pattern that matches nothing',
    { metric: 'calls', filters: [{ dimension: 'direction', operator: 'matches', values: ['^In'] }] },
    'invalid_value',
    'filters.0.values',
    'filters.0.values must match one of inbound, outbound for direction; "^In" matches none.',
  ],
])('refuses a wrong %s', (_, changes, code, path, message) => {
  expect(refusal({ metric: 'win_rate', ...changes })).toEqual({ code, path, message });
});

it.each([[null], [undefined], ['win_rate'], [7], [[{ metric: 'win_rate' }]]])(
  'refuses %j, which is no object',
  (input) => {
    expect(refusal(input)).toEqual({ code: 'invalid_query', path: '', message: 'A query is a JSON object.' });
  },
);

it.each(['constructor', '__proto__', 7])('does not take %p for a query type', (queryType) => {
  expect(refusal({ queryType })).toMatchObject({ code: 'unknown_query_type' });
});

it('fills in what may be left out', () => {
  const { definition, ...query } = metricQuery('win_rate', { interval: undefined });
  expect(definition.id).toBe('win_rate');
  expect(query).toEqual({
    version: 1,
    queryType: 'metric',
    metric: 'win_rate',
    shape: 'time_series',
    interval: 'auto',
    groupBy: [],
    filters: [],
    wholeBuckets: false,
    target: false,
    confidence: 0.95,
    parameters: { cohort: 'closed', windowDays: 90 },
  });
  expect(parseQuery({ queryType: 'definitions' })).toEqual({ version: 1, queryType: 'definitions' });
});

it('takes the variant that a parameter asks for', () => {
  const closed = metricQuery('win_rate').definition;
  const created = metricQuery('win_rate', { parameters: { cohort: 'created', windowDays: 30 } });
  expect([closed.facts, closed.windowDays]).toEqual(['closes', undefined]);
  expect([created.definition.facts, created.definition.windowDays]).toEqual(['creations', 90]);
  expect(created.parameters).toEqual({ cohort: 'created', windowDays: 30 });
  expect(created.definition.title).toBe('Win rate');
});

it('leaves what it was given alone', () => {
  const input = Object.freeze({ metric: 'calls', groupBy: Object.freeze(['team']), filters: Object.freeze([]) });
  expect(parseQuery(input)).toMatchObject({ groupBy: ['team'] });
});

it('leaves what was known then to the command line', () => {
  const asked = refusal({ metric: 'calls', knownAt: '2026-10-01T00:00:00Z' });
  expect(asked).toMatchObject({ code: 'not_applicable', path: 'knownAt' });
});
