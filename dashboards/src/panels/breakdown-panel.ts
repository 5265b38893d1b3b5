import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { Dimension } from '@saleshub/model';
import { DATA_SOURCE } from '../data-source';
import { metricQuery } from '../metric-query';
import { metricOf, type MetricAsked } from './metric-panel';

/** Wide enough for names of teams and people, in pixels. */
const NAME_WIDTH = 180;

/** A metric by a dimension as a table, with the interval and the sample of each row. */
export function breakdownPanel(asked: Omit<MetricAsked, 'interval'>, dimension: Dimension): PanelBuilder {
  const { title, definition } = metricOf(asked);
  return new PanelBuilder()
    .title(`${title} by ${dimension.replaceAll('_', ' ')}`)
    .description(definition)
    .datasource(DATA_SOURCE)
    .withTarget(metricQuery({ ...asked, shape: 'breakdown', groupBy: [dimension] }))
    .sortBy([new TableSortByFieldStateBuilder().displayName(title).desc(true)])
    .overrideByName(columnTitle(dimension), [{ id: 'custom.width', value: NAME_WIDTH }])
    .overrideByName('Low sample', [
      { id: 'mappings', value: [{ type: 'value', options: { true: { text: 'too few' }, false: { text: '' } } }] },
    ]);
}

/** As the data source writes it: "loss_reason" → "Loss reason". */
function columnTitle(dimension: Dimension): string {
  const words = dimension.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
