import {
  FieldColorBuilder,
  FieldColorModeId,
  type DynamicConfigValue,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { findMetric, type Metric } from '@saleshub/model';
import type { MetricQueryInput } from '../panel-query';

/** What a panel asks of its metric; the kind of panel says the rest. */
export type MetricAsked = Pick<MetricQueryInput, 'metric' | 'filters' | 'interval' | 'statistic' | 'parameters'>;

/** The metric's entry in the catalogue, which gives a panel its title, its description and its unit. */
export function metricOf({ metric: id }: MetricAsked): Metric {
  const metric = findMetric(id);
  if (!metric) throw new Error(`There is no metric ${id}.`);
  return metric;
}

/** A metric's value has this colour wherever it is drawn; what stands beside it is grey. */
export const VALUE_COLOUR = 'blue';
export const BESIDE_COLOUR = '#8e8e8e';

export function fixedColour(colour: string): FieldColorBuilder {
  return new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor(colour);
}

/** The fields of a value and of the ends of its interval, by their names for people. */
export function valueFields({ title }: Metric): string {
  return `/^${title}( low| high)?$/`;
}

/** Names for the ends of the interval; the panel's title says of what. */
export const INTERVAL_NAMES: readonly { fields: string; name: string }[] = [
  { fields: '/ low$/', name: 'Low (95 %)' },
  { fields: '/ high$/', name: 'High (95 %)' },
];

/** The unit where Grafana's own would count differently than the metric: 42 days are not shown as 6 weeks. */
export function unitOverride({ unit }: Metric): DynamicConfigValue[] {
  return unit === 'days' ? [{ id: 'unit', value: 'suffix:days' }] : [];
}

/** What a ratio or a score could reach is far from what it does; the axis follows the values, a ratio's from 0 on. */
export function axisOverride({ unit }: Metric): DynamicConfigValue[] {
  switch (unit) {
    case 'ratio':
      return [{ id: 'max', value: null }];
    case 'score':
      return ['min', 'max'].map((id) => ({ id, value: null }));
    default:
      return [];
  }
}
