import { CoreApp } from '@grafana/data';
import { explainQuery } from './query/explain-query';
import { dataSourceWith } from './testing/grafana';
import type { SaleshubQuery } from './types';

const asked = (fields: object) => ({ refId: 'A', ...fields }) as SaleshubQuery;

describe('the data source', () => {
  it.each([CoreApp.PanelEditor, CoreApp.Explore, CoreApp.UnifiedAlerting])(
    'begins a query in %s with one that can be asked',
    (app) => {
      const { dataSource } = dataSourceWith();
      expect(explainQuery(dataSource.getDefaultQuery(app))).toBeUndefined();
    },
  );

  it('gives an alert rule one number to compare', () => {
    const { dataSource } = dataSourceWith();
    expect(dataSource.getDefaultQuery(CoreApp.UnifiedAlerting)).toMatchObject({ shape: 'total', output: 'value' });
  });

  it('asks only what has a metric, or needs none', () => {
    const { dataSource } = dataSourceWith();
    expect(dataSource.filterQuery(asked({ queryType: 'metric', metric: 'calls' }))).toBe(true);
    expect(dataSource.filterQuery(asked({ metric: 'calls' }))).toBe(true);
    expect(dataSource.filterQuery(asked({ queryType: 'definitions' }))).toBe(true);
    expect(dataSource.filterQuery(asked({ queryType: 'metric', metric: '' }))).toBe(false);
    expect(dataSource.filterQuery(asked({}))).toBe(false);
  });

  it('fills in variables and brings old queries up to date before it asks', () => {
    const { dataSource } = dataSourceWith({ variables: { metric: 'calls' } });
    expect(dataSource.applyTemplateVariables(asked({ metric: '$metric' }), {})).toEqual({
      refId: 'A',
      version: 1,
      queryType: 'metric',
      metric: 'calls',
    });
  });

  it('begins an annotation with what happened', () => {
    const { dataSource } = dataSourceWith();
    const query = asked({ ...dataSource.annotations.getDefaultQuery?.() });
    expect(query).toMatchObject({ queryType: 'annotations' });
    expect([explainQuery(query), dataSource.filterQuery(query)]).toEqual([undefined, true]);
  });

  it('takes ad hoc filters into its queries, and offers their dimensions and values', async () => {
    const { dataSource } = dataSourceWith({ values: ['EMEA', 'APAC'] });
    const adhoc = [{ key: 'team', operator: '=', value: 'EMEA' }];
    expect(dataSource.applyTemplateVariables(asked({ metric: 'calls' }), {}, adhoc)).toMatchObject({
      filters: [{ dimension: 'team', operator: 'in', values: ['EMEA'] }],
    });
    expect(await dataSource.getTagKeys()).toContainEqual({ text: 'Team', value: 'team' });
    expect(await dataSource.getTagValues({ key: 'team', filters: [] })).toEqual([
      { text: 'EMEA', value: 'EMEA' },
      { text: 'APAC', value: 'APAC' },
    ]);
  });

  it('asks its backend for the values of a dimension', async () => {
    const { dataSource, backend } = dataSourceWith({ values: ['EMEA', 'APAC'] });
    const answer = await dataSource.listDimensionValues({ dimension: 'team', search: 'e', metric: 'calls' });
    expect(answer).toEqual({ values: ['EMEA'], truncated: false });
    expect(backend.requests).toMatchObject([
      {
        method: 'GET',
        url: '/api/datasources/uid/hub/resources/dimension-values',
        params: { dimension: 'team', search: 'e', metric: 'calls' },
      },
    ]);
  });
});
