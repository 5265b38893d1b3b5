import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
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

/** A metric's value has this colour wherever it is drawn. */
export const VALUE_COLOUR = 'blue';

export function fixedColour(colour: string): FieldColorBuilder {
  return new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor(colour);
}

/** Names for the ends of the interval; the panel's title says of what. */
export const INTERVAL_NAMES: readonly { fields: string; name: string }[] = [
  { fields: '/ low$/', name: 'Low (95 %)' },
  { fields: '/ high$/', name: 'High (95 %)' },
];
