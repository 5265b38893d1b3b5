import type { SaleshubQuery } from '../types';
import { explainQuery } from './explain-query';
import { migrateQuery } from './migrate-query';

const migrate = (saved: object) => migrateQuery(saved as SaleshubQuery);

describe('a saved query', () => {
  it('of today stays as it is', () => {
    const saved = { refId: 'A', version: 1, queryType: 'metric', metric: 'win_rate', groupBy: ['team'] };
    expect(migrate(saved)).toEqual(saved);
  });

  it('without a version or a type is a metric query of the first version', () => {
    const saved = { refId: 'A', metric: 'calls', shape: 'total', filters: [] };
    expect(migrate(saved)).toEqual({
      refId: 'A',
      metric: 'calls',
      shape: 'total',
      filters: [],
      version: 1,
      queryType: 'metric',
    });
  });

  it('keeps its type, and takes one for an empty one, as alert rules save it', () => {
    expect(migrate({ refId: 'A', queryType: 'definitions' })).toEqual({
      refId: 'A',
      version: 1,
      queryType: 'definitions',
    });
    expect(migrate({ refId: 'A', queryType: '', metric: 'calls' })).toMatchObject({ queryType: 'metric' });
  });

  it('keeps what Grafana saves beside it', () => {
    const saved = { refId: 'B', hide: true, datasource: { uid: 'hub' }, metric: 'calls' };
    expect(migrate(saved)).toMatchObject({ refId: 'B', hide: true, datasource: { uid: 'hub' } });
  });

  it('is not changed itself', () => {
    const saved = Object.freeze({ refId: 'A', metric: 'calls' });
    expect(migrate(saved)).not.toBe(saved);
  });

  it.each([2, 'one', -1, 0.5, null])('of the version %p is left for parseQuery to refuse', (version) => {
    const saved = { refId: 'A', version, queryType: 'metric', metric: 'calls' };
    expect(migrate(saved)).toBe(saved);
    expect(explainQuery(migrate(saved))?.path).toBe('version');
  });
});
