import { QueryVariableBuilder, VariableRefresh, VariableSort } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dimension, Filter } from '@saleshub/model';
import { DATA_SOURCE } from './data-source';

/** Grafana's name for the choice that stands for every value. */
const ALL = { text: 'All', value: '$__all' };

/** A menu above the dashboard with the values of a dimension that the store has; several can be chosen. */
export function dimensionVariable(dimension: Dimension, label: string): QueryVariableBuilder {
  return new QueryVariableBuilder(dimension)
    .label(label)
    .datasource(DATA_SOURCE)
    .query({ refId: `${dimension}-values`, kind: 'dimension_values', dimension })
    .refresh(VariableRefresh.OnDashboardLoad)
    .sort(VariableSort.AlphabeticalCaseInsensitiveAsc)
    .multi(true)
    .includeAll(true)
    .current({ selected: true, ...ALL });
}

/** The filter of a query by such a menu; "All" drops it. */
export function chosen(dimension: Dimension): Filter {
  return { dimension, operator: 'in', values: [`$${dimension}`] };
}
