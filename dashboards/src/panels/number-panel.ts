import {
  BigValueColorMode,
  BigValueGraphMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { DATA_SOURCE } from '../data-source';
import { metricQuery } from '../panel-query';
import { INTERVAL_NAMES, metricOf, type MetricAsked } from './metric-panel';

/** Numbers that stand in a row are of one size, in pixels. */
const TITLE_SIZE = 14;
const VALUE_SIZE = 32;

/** A metric's value for the whole range as one large number. */
export function numberPanel(asked: MetricAsked): PanelBuilder {
  return panel(asked, []);
}

/** The same with the interval that the value lies in with 95 % confidence. */
export function numberWithIntervalPanel(asked: MetricAsked): PanelBuilder {
  const numbers = panel(asked, INTERVAL_NAMES).orientation(VizOrientation.Vertical);
  return INTERVAL_NAMES.reduce(
    (named, { fields, name }) => named.overrideByRegexp(fields, [{ id: 'displayName', value: name }]),
    numbers,
  );
}

function panel(asked: MetricAsked, beside: typeof INTERVAL_NAMES): PanelBuilder {
  const { title, definition } = metricOf(asked);
  const names = [title, ...beside.map(({ name }) => name)].map(escapeRegex);
  const shown = new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields(`/^(${names.join('|')})$/`);
  return new PanelBuilder()
    .title(title)
    .description(definition)
    .datasource(DATA_SOURCE)
    .withTarget(metricQuery({ ...asked, shape: 'total' }))
    .reduceOptions(shown)
    .noValue('No data')
    .colorMode(BigValueColorMode.None)
    .graphMode(BigValueGraphMode.None)
    .text(new VizTextDisplayOptionsBuilder().titleSize(TITLE_SIZE).valueSize(VALUE_SIZE));
}

function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
