import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dimension, Kind, Metric } from '@saleshub/model';
import { DATA_SOURCE } from '../data-source';
import { metricQuery } from '../panel-query';
import { metricOf, unitOverride, type MetricAsked } from './metric-panel';

/** Wide enough for names of teams and people, in pixels. */
const NAME_WIDTH = 150;
/** Wide enough for the titles of metrics. */
const VALUE_WIDTH = 140;

interface Compared {
  compareTo?: string;
}

/** A metric by a dimension as a table, with the interval and the sample of each row. */
export function breakdownPanel(asked: Omit<MetricAsked, 'interval'> & Compared, dimension: Dimension): PanelBuilder {
  const metric = metricOf(asked);
  const { title, definition } = metric;
  return new PanelBuilder()
    .title(`${title} by ${dimension.replaceAll('_', ' ')}`)
    .description(definition)
    .datasource(DATA_SOURCE)
    .withTarget(metricQuery({ ...asked, shape: 'breakdown', groupBy: [dimension] }))
    .sortBy([new TableSortByFieldStateBuilder().displayName(title).desc(true)])
    .overrideByRegexp(`/^(${title}|Low|High|Previous|Change)$/`, unitOverride(metric))
    .overrideByName(title, [{ id: 'custom.width', value: VALUE_WIDTH }])
    .overrideByRegexp(hiddenColumns(metric), [{ id: 'custom.hideFrom', value: { viz: true } }])
    .overrideByName(columnTitle(dimension), [{ id: 'custom.width', value: NAME_WIDTH }])
    .overrideByName('Low sample', TOO_FEW);
}

/** The flag of thin data in words. */
export const TOO_FEW: DynamicConfigValue[] = [
  { id: 'mappings', value: [{ type: 'value', options: { true: { text: 'too few' }, false: { text: '' } } }] },
];

/** The kinds of metrics that have an interval. */
const WITH_INTERVAL: readonly Kind[] = ['count', 'ratio', 'score', 'distribution'];

/** What would only be empty, and what a comparison says twice. */
function hiddenColumns({ measure: { kind }, minimumSample }: Metric): string {
  const empty = [
    ...(WITH_INTERVAL.includes(kind) ? [] : ['Low', 'High']),
    ...(minimumSample === 0 ? ['Low sample'] : []),
  ];
  return `/^(${[...empty, 'Previous n', 'Change ratio', 'P value'].join('|')})$/`;
}

/** As the data source writes it: "loss_reason" → "Loss reason". */
function columnTitle(dimension: string): string {
  const words = dimension.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
