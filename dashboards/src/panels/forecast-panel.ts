import {
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { DATA_SOURCE } from '../data-source';
import { panelQuery, type PanelQuery } from '../panel-query';
import { VALUE_COLOUR, fixedColour } from './metric-panel';

interface ForecastAsked {
  title: string;
  description: string;
  query: PanelQuery;
}

/** What was expected of each of the last periods between the ends of its band, and what came. What lies ahead is a table: a chart ends now. */
export function forecastPanel({ title, description, query }: ForecastAsked): PanelBuilder {
  return new PanelBuilder()
    .title(title)
    .description(description)
    .datasource(DATA_SOURCE)
    .withTarget(panelQuery(query))
    .colorScheme(fixedColour(VALUE_COLOUR))
    .drawStyle(GraphDrawStyle.Line)
    .lineWidth(2)
    .showPoints(VisibilityMode.Always)
    .axisSoftMin(0)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi))
    .overrideByName('Actual', [{ id: 'color', value: { mode: 'fixed', fixedColor: 'green' } }]);
}
