import {
  AxisPlacement,
  BarAlignment,
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { DATA_SOURCE } from '../data-source';
import { metricQuery } from '../panel-query';
import { INTERVAL_NAMES, VALUE_COLOUR, fixedColour, metricOf, type MetricAsked } from './metric-panel';

const HIDDEN: DynamicConfigValue[] = [
  { id: 'custom.hideFrom', value: { viz: true, legend: true, tooltip: true } },
  { id: 'custom.axisPlacement', value: AxisPlacement.Hidden },
];

const INTERVAL_ENDS = '/ (low|high)$/';

/** A metric over time as a line. */
export function linePanel(asked: MetricAsked): PanelBuilder {
  return seriesPanel(asked).overrideByRegexp(INTERVAL_ENDS, HIDDEN);
}

/** The same between the ends of the interval that each value lies in with 95 % confidence. */
export function lineWithIntervalPanel(asked: MetricAsked): PanelBuilder {
  return INTERVAL_NAMES.reduce(
    (panel, { fields, name }) => panel.overrideByRegexp(fields, [{ id: 'displayName', value: name }]),
    seriesPanel(asked),
  );
}

/** A count or a sum in each bucket as a bar. */
export function barPanel(asked: MetricAsked): PanelBuilder {
  return (
    seriesPanel(asked)
      .drawStyle(GraphDrawStyle.Bars)
      // A bucket's time is its start.
      .barAlignment(BarAlignment.After)
      .fillOpacity(70)
      .axisSoftMin(0)
      .overrideByRegexp(INTERVAL_ENDS, HIDDEN)
  );
}

function seriesPanel(asked: MetricAsked): PanelBuilder {
  return shapedPanel(asked)
    .withTarget(metricQuery({ ...asked, shape: 'time_series' }))
    .colorScheme(fixedColour(VALUE_COLOUR));
}

/** What every chart of a metric has in common, but for its query and its colours. */
function shapedPanel(asked: MetricAsked): PanelBuilder {
  const { title, definition } = metricOf(asked);
  return new PanelBuilder()
    .title(asked.interval ? `${title} by ${asked.interval}` : `${title} over time`)
    .description(definition)
    .datasource(DATA_SOURCE)
    .lineWidth(2)
    .showPoints(VisibilityMode.Auto)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi));
}
