import type { ScopedVars } from '@grafana/data';
import { templatesWith, type Variables } from '../testing/templates';
import type { SaleshubQuery } from '../types';
import { interpolateQuery } from './interpolate-query';

const VARIABLES: Variables = {
  team: ['EMEA', 'APAC'],
  product: { all: ['GTXPro', 'MG Special'] },
  metric: 'sales_cycle',
  dimensions: ['team', 'region'],
  special: ['a.b', 'c'],
  nothing: [],
};

function interpolate(fields: object, scopedVars: ScopedVars = {}): Record<string, unknown> {
  const query = { refId: 'A', version: 1, queryType: 'metric', metric: 'win_rate', ...fields } as SaleshubQuery;
  return { ...interpolateQuery(query, templatesWith(VARIABLES).replace, scopedVars) };
}

const teamIs = (...values: string[]) => ({ dimension: 'team', operator: 'in', values });

describe('dashboard variables', () => {
  it('work in texts and lists', () => {
    expect(
      interpolate({ metric: '$metric', groupBy: ['$dimensions'], parameters: { outcome: '[[metric]]' } }),
    ).toMatchObject({
      metric: 'sales_cycle',
      groupBy: ['team', 'region'],
      parameters: { outcome: 'sales_cycle' },
    });
  });

  it('become several values of a filter', () => {
    expect(interpolate({ filters: [teamIs('Partners', '${team}')] }).filters).toEqual([
      teamIs('Partners', 'EMEA', 'APAC'),
    ]);
  });

  it('become every combination inside a text', () => {
    expect(interpolate({ filters: [teamIs('$team/${team}')] }).filters).toEqual([
      teamIs('EMEA/EMEA', 'EMEA/APAC', 'APAC/EMEA', 'APAC/APAC'),
    ]);
  });

  it('drop a filter at "All", whatever its operator, and no other', () => {
    const filters = [
      { dimension: 'product', operator: 'in', values: ['$product'] },
      { dimension: 'product', operator: 'not_in', values: ['GTXPro', '${product}'] },
      { dimension: 'product', operator: 'matches', values: ['[[product]]'] },
      teamIs('Partners'),
    ];
    expect(interpolate({ filters }).filters).toEqual([teamIs('Partners')]);
  });

  it('take the value that a repeated panel gives them, also where the dashboard is at "All"', () => {
    const scoped = { product: { text: 'GTXPro', value: 'GTXPro' } };
    const filters = [{ dimension: 'product', operator: 'in', values: ['$product'] }];
    expect(interpolate({ filters }, scoped).filters).toEqual([
      { dimension: 'product', operator: 'in', values: ['GTXPro'] },
    ]);
  });

  it('match as they are in a regular expression', () => {
    const filters = [{ dimension: 'team', operator: 'matches', values: ['^$special'] }];
    expect(interpolate({ filters }).filters).toEqual([
      { dimension: 'team', operator: 'matches', values: ['^(a\\.b|c)'] },
    ]);
  });

  it('without a value leave a list without values, for parseQuery to refuse', () => {
    expect(interpolate({ filters: [teamIs('$nothing')] }).filters).toEqual([teamIs()]);
  });

  it('that nobody knows stay as they are written', () => {
    expect(interpolate({ filters: [teamIs('US$ deals', '$5')] }).filters).toEqual([teamIs('US$ deals', '$5')]);
  });

  it("leave numbers and what is Grafana's alone", () => {
    const fields = { minSample: 5, datasource: { uid: '${team}' }, filters: 'wrong' };
    expect(interpolate(fields)).toMatchObject(fields);
  });
});
