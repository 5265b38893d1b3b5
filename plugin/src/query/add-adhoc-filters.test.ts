import type { SaleshubQuery } from '../types';
import { addAdhocFilters } from './add-adhoc-filters';
import { explainQuery } from './explain-query';

const query = (fields: object) => ({ refId: 'A', version: 1, ...fields }) as SaleshubQuery;
const CALLS = query({ queryType: 'metric', metric: 'calls' });

describe('ad hoc filters of a dashboard', () => {
  it.each([
    [{ key: 'team', operator: '=', value: 'EMEA' }, 'in', ['EMEA']],
    [{ key: 'team', operator: '=|', value: 'EMEA', values: ['EMEA', 'APAC'] }, 'in', ['EMEA', 'APAC']],
    [{ key: 'team', operator: '!=', value: '(none)' }, 'not_in', ['(none)']],
    [{ key: 'team', operator: '!=|', value: 'EMEA', values: ['EMEA', 'APAC'] }, 'not_in', ['EMEA', 'APAC']],
    [{ key: 'team', operator: '=~', value: '^E' }, 'matches', ['^E']],
  ])('become filters of the query: %j', (adhoc, operator, values) => {
    const filtered = addAdhocFilters(CALLS, [adhoc]);
    expect(filtered).toEqual({ ...CALLS, filters: [{ dimension: 'team', operator, values }] });
    expect(explainQuery(filtered)).toBeUndefined();
  });

  it('stand beside the filters that the query has', () => {
    const own = { dimension: 'rep', operator: 'in', values: ['Ana'] };
    const filtered = addAdhocFilters(query({ queryType: 'funnel', filters: [own] }), [
      { key: 'team', operator: '=', value: 'EMEA' },
    ]);
    expect(filtered).toMatchObject({ filters: [own, { dimension: 'team', operator: 'in', values: ['EMEA'] }] });
  });

  it('leave alone what has no filters, and are refused where a query cannot say it', () => {
    const definitions = query({ queryType: 'definitions' });
    const adhoc = { key: 'team', operator: '=', value: 'EMEA' };
    expect(addAdhocFilters(definitions, [adhoc])).toBe(definitions);
    expect(addAdhocFilters(CALLS, [])).toBe(CALLS);
    expect(() => addAdhocFilters(CALLS, [{ ...adhoc, operator: '!~' }])).toThrow(
      'may use =, =|, !=, !=|, =~, and not !~',
    );
  });
});
