import { QueryError } from '@saleshub/model';
import { readModel } from './read-model';

const read = (json: unknown, queryType = '') =>
  readModel({
    refId: 'A',
    maxDataPoints: 0,
    intervalMS: 0,
    timeRange: undefined,
    json: Buffer.from(typeof json === 'string' ? json : JSON.stringify(json)),
    queryType,
  });

test("Grafana's own fields are left out, the query's stay", () => {
  const saved = { refId: 'A', datasource: { uid: 'x' }, hide: false, intervalMs: 1, metric: 'win_rate', filters: [] };
  expect(read(saved)).toEqual({ metric: 'win_rate', filters: [] });
});

test('the query type may stand in the query, beside it, or nowhere', () => {
  expect(read({ queryType: 'metric' }, 'definitions')).toEqual({ queryType: 'metric' });
  expect(read({ queryType: '' }, 'definitions')).toEqual({ queryType: 'definitions' });
  expect(read({ queryType: '' })).toEqual({});
});

test.each(['', '{', 'null', '[]', '"win_rate"'])('%j is no query', (json) => {
  expect(() => read(json)).toThrow(new QueryError('invalid_query', '', 'A query is a JSON object.'));
});
