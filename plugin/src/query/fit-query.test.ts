import type { SaleshubQuery } from '../types';
import { explainQuery } from './explain-query';
import { fitQuery } from './fit-query';

const fit = (fields: object) =>
  fitQuery({ refId: 'A', version: 1, queryType: 'metric', ...fields } as unknown as SaleshubQuery, (query) => query);

const on = (dimension: string) => ({ dimension, operator: 'in', values: ['x'] });

describe('fitting a query to its metric', () => {
  it('keeps what fits, where it was', () => {
    const fields = { shape: 'total', metric: 'win_rate', groupBy: ['team'], filters: [on('stage')], hide: true };
    const fitted = fit(fields);
    expect(fitted?.dropped).toEqual([]);
    expect(JSON.stringify(fitted?.query)).toBe(
      JSON.stringify({ refId: 'A', version: 1, queryType: 'metric', ...fields }),
    );
  });

  it('drops the split, the filters, the statistic and the parameters that the metric does not have', () => {
    const fitted = fit({
      metric: 'calls',
      statistic: 'median',
      groupBy: ['stage', 'team'],
      filters: [on('team'), on('loss_reason')],
      parameters: { outcome: 'won' },
    });
    expect(fitted?.query).toMatchObject({ groupBy: ['team'], filters: [on('team')], parameters: {} });
    expect(fitted?.query).not.toHaveProperty('statistic');
    expect(fitted?.dropped).toEqual([
      { field: 'parameters', name: 'outcome' },
      { field: 'statistic' },
      { field: 'groupBy', name: 'stage' },
      { field: 'filters', name: 'loss_reason' },
    ]);
  });

  it.each(['constructor', 'toString'])('drops a field named %s', (field) => {
    const fitted = fit({ metric: 'calls', [field]: 'x' });
    expect(Object.keys(fitted?.query ?? {})).not.toContain(field);
    expect(fitted?.dropped).toEqual([{ field }]);
  });

  it('drops what no query can have', () => {
    const fitted = fit({ metric: 'calls', colour: 'red', filters: 'none', groupBy: ['team', 'team', 'region', 'rep'] });
    expect(fitted?.dropped.map(({ field, name }) => name ?? field).sort()).toEqual([
      'colour',
      'filters',
      'rep',
      'team',
    ]);
    expect(fitted && explainQuery(fitted.query)).toBeUndefined();
  });

  it('judges a variable by what it stands for', () => {
    const query = { refId: 'A', version: 1, queryType: 'metric', metric: 'calls', groupBy: ['$by'] } as const;
    const standingFor = (dimension: string) => (asked: SaleshubQuery) =>
      JSON.parse(JSON.stringify(asked).replaceAll('$by', dimension)) as SaleshubQuery;
    expect(fitQuery({ ...query, groupBy: ['$by'] }, standingFor('team'))?.query).toMatchObject({ groupBy: ['$by'] });
    expect(fitQuery({ ...query, groupBy: ['$by'] }, standingFor('stage'))?.query).toMatchObject({ groupBy: [] });
  });

  it('says nothing about a metric or a version that is not known', () => {
    expect(fit({ metric: 'happiness', groupBy: ['team'] })).toBeUndefined();
    expect(fit({ metric: 'calls', version: 2 })).toBeUndefined();
  });
});
