import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { DATA_SOURCE } from '../data-source';
import { panelQuery, type PanelQuery } from '../panel-query';

/** Wide enough for a date with its time, in pixels. */
const TIME_WIDTH = 165;

interface TableAsked {
  title: string;
  /** The question that it answers. */
  description: string;
  query: PanelQuery;
  /** Widths of columns by their titles, in pixels; the others share what is left. */
  widths?: Readonly<Record<string, number>>;
  /** Columns that are not shown, by their titles. */
  hidden?: readonly string[];
}

/** The answer to a query as a table. */
export function tablePanel({ title, description, query, widths = {}, hidden = [] }: TableAsked): PanelBuilder {
  const panel = new PanelBuilder()
    .title(title)
    .description(description)
    .datasource(DATA_SOURCE)
    .withTarget(panelQuery(query));
  for (const [name, value] of Object.entries({ Time: TIME_WIDTH, ...widths }))
    panel.overrideByName(name, [{ id: 'custom.width', value }]);
  for (const name of hidden) panel.overrideByName(name, [{ id: 'custom.hideFrom', value: { viz: true } }]);
  return panel.overrideByRegexp('/^(Reasons|What|Comment)$/', [{ id: 'custom.wrapText', value: true }]);
}
