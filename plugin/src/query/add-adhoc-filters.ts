import type { AdHocVariableFilter } from '@grafana/data';
import { hasField } from '../metrics/offered';
import type { SaleshubQuery } from '../types';

/** The operators of Grafana's ad hoc filters that a query has. */
const OPERATORS: Readonly<Record<string, 'in' | 'not_in' | 'matches'>> = {
  '=': 'in',
  '=|': 'in',
  '!=': 'not_in',
  '!=|': 'not_in',
  '=~': 'matches',
};

/**
 * A query with the dashboard's ad hoc filters beside its own; one whose type has no filters stays as it is. What cannot be
 * filtered so is for the backend to refuse: a filter that is passed over would give the number of something else.
 * @throws Error for an operator that queries do not have
 */
export function addAdhocFilters(query: SaleshubQuery, adhoc: readonly AdHocVariableFilter[]): SaleshubQuery {
  const { queryType = 'metric', filters = [] }: { queryType?: string; filters?: unknown } = query;
  if (adhoc.length === 0 || !hasField(queryType, 'filters') || !Array.isArray(filters)) return query;
  // The same query with more filters; what they say is for parseQuery to judge.
  return { ...query, filters: [...(filters as unknown[]), ...adhoc.map(toFilter)] } as SaleshubQuery;
}

function toFilter({ key, operator, value, values = [value] }: AdHocVariableFilter) {
  const known = OPERATORS[operator];
  if (!known) {
    throw new Error(`An ad hoc filter may use ${Object.keys(OPERATORS).join(', ')}, and not ${operator}.`);
  }
  return { dimension: key, operator: known, values: operator.endsWith('|') ? values : [value] };
}
