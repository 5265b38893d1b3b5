import {
  CustomVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { findMetric, type Dimension, type Filter } from '@saleshub/model';
import { DATA_SOURCE } from './data-source';

/** Grafana's name for the choice that stands for every value. */
const ALL = { text: 'All', value: '$__all' };

/**
 * A menu above the dashboard with the values of a dimension that the store has; several can be chosen.
 * @param metric narrows the values to those that the metric's facts have
 */
export function dimensionVariable(dimension: Dimension, label: string, metric?: string): QueryVariableBuilder {
  return new QueryVariableBuilder(dimension)
    .label(label)
    .datasource(DATA_SOURCE)
    .query({ refId: `${dimension}-values`, kind: 'dimension_values', dimension, ...(metric && { metric }) })
    .refresh(VariableRefresh.OnDashboardLoad)
    .sort(VariableSort.AlphabeticalCaseInsensitiveAsc)
    .multi(true)
    .includeAll(true)
    .current({ selected: true, ...ALL });
}

/** A menu above the dashboard of which one value is chosen: the first that the store has, until another is. */
export function oneOfDimension(dimension: Dimension, label: string, metric?: string): QueryVariableBuilder {
  return dimensionVariable(dimension, label, metric)
    .regex('/^(?!\\(none\\)$)/')
    .multi(false)
    .includeAll(false)
    .current({ selected: false, text: '', value: '' });
}

/** With what numbers are compared. */
export function comparisonVariable(): CustomVariableBuilder {
  const choices = { 'The period before': 'previous_period', 'The year before': 'previous_year' };
  return new CustomVariableBuilder('compare')
    .label('Compare with')
    .values(
      Object.entries(choices)
        .map(([text, value]) => `${text} : ${value}`)
        .join(', '),
    )
    .current({ selected: true, text: 'The period before', value: 'previous_period' });
}

/** A pipeline of the tracking plan, by its name; stages are shown of one at a time. */
export function pipelineVariable(): QueryVariableBuilder {
  return oneOfDimension('pipeline', 'Pipeline');
}

/** The filter of a query by such a menu; "All" drops it. */
export function chosen(dimension: Dimension): Filter {
  return { dimension, operator: 'in', values: [`$${dimension}`] };
}

/** The menus that most dashboards have, and the filters that belong to them. */
export const COMMON_MENUS = [
  ['team', 'Team'],
  ['region', 'Region'],
  ['product', 'Product'],
  ['source_class', 'Sources'],
] as const satisfies readonly (readonly [Dimension, string])[];

/** The filters of a metric by the menus whose dimensions it has. */
export function chosenFor(metric: string, menus: readonly (readonly [Dimension, string])[] = COMMON_MENUS): Filter[] {
  const known: readonly Dimension[] = findMetric(metric)?.dimensions ?? [];
  return menus.flatMap(([dimension]) => (known.includes(dimension) ? [chosen(dimension)] : []));
}

/** A value that each variable may have, to check the queries by. */
export const EXAMPLE_VALUES: Readonly<Record<string, string>> = {
  compare: 'previous_period',
};
