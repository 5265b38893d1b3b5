import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { Dimension } from '@saleshub/model';
import { DATA_SOURCE } from '../data-source';
import { metricQuery } from '../panel-query';
import { metricOf, type MetricAsked } from './metric-panel';

/** Wide enough for names of teams and people, in pixels. */
const NAME_WIDTH = 150;
/** Wide enough for the titles of metrics. */
const VALUE_WIDTH = 140;

interface Compared {
  compareTo?: string;
}

/** A metric by a dimension as a table, with the interval and the sample of each row. */
export function breakdownPanel(asked: Omit<MetricAsked, 'interval'> & Compared, dimension: Dimension): PanelBuilder {
  const { title, definition } = metricOf(asked);
  return new PanelBuilder()
    .title(`${title} by ${dimension.replaceAll('_', ' ')}`)
    .description(definition)
    .datasource(DATA_SOURCE)
    .withTarget(metricQuery({ ...asked, shape: 'breakdown', groupBy: [dimension] }))
    .sortBy([new TableSortByFieldStateBuilder().displayName(title).desc(true)])
    .overrideByName(title, [{ id: 'custom.width', value: VALUE_WIDTH }])
    .overrideByName(columnTitle(dimension), [{ id: 'custom.width', value: NAME_WIDTH }]);
}

/** As the data source writes it: "loss_reason" → "Loss reason". */
function columnTitle(dimension: string): string {
  const words = dimension.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
