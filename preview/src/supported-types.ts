/*
 * What the preview can show. A dashboard in provisioning/ that uses anything else fails a test, so that nothing is left
 * out silently; what the page registers is checked against these lists.
 */

export const PANEL_TYPES = ['stat', 'table', 'timeseries'] as const;
export type PanelType = (typeof PANEL_TYPES)[number];

export const VARIABLE_TYPES = ['constant', 'custom', 'query'] as const;
export type VariableType = (typeof VARIABLE_TYPES)[number];

/** Those of @grafana/data that make sense for tables and series of metrics. */
export const TRANSFORMATIONS = [
  'calculateField',
  'filterByValue',
  'filterFieldsByName',
  'groupBy',
  'joinByField',
  'limit',
  'merge',
  'organize',
  'reduce',
  'renameByRegex',
  'sortBy',
] as const;

export function isPanelType(type: string): type is PanelType {
  return (PANEL_TYPES as readonly string[]).includes(type);
}

export function isVariableType(type: string): type is VariableType {
  return (VARIABLE_TYPES as readonly string[]).includes(type);
}
