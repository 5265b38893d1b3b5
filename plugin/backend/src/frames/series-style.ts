import { NO_VALUE, OTHER } from '@saleshub/model';
import { columnTitle } from './field-config';
import type { CustomConfig, FieldConfig } from './frame';

/*
 * How the numbers of series are drawn over time. Grafana lets a frame's settings win over a panel's own ones, except for
 * its overrides: so the value, which people want to style, states as little as it can.
 */

/** With more series than this, their bands would hide each other. */
const MAXIMUM_BANDS = 3;

const GREY = '#8e8e8e';
const HUES = ['blue', 'orange', 'green', 'purple', 'red', 'yellow'];
/** Of Grafana's own colours, so that they fit both themes; neighbours differ in hue. */
const COLOURS = ['', 'dark-', 'light-'].flatMap((shade) => HUES.map((hue) => `${shade}${hue}`));

/** One series among those of an answer. */
export interface DrawnSeries {
  /** Its name for people. */
  name: string;
  /** Its place among the answer's series, from 0 on. */
  index: number;
  /** How many series there are. */
  count: number;
  /** The display name of its lower bound. */
  lowName: string;
}

/** What a line beside the value has, whatever style the panel gives the value. */
const BESIDE: CustomConfig = {
  drawStyle: 'line',
  showPoints: 'never',
  stacking: { mode: 'none', group: 'A' },
};

/** Shown in the tooltip; drawn, it would need an axis of its own. */
const TOOLTIP_ONLY: FieldConfig = {
  custom: { hideFrom: { viz: true, legend: true, tooltip: false }, axisPlacement: 'hidden' },
};

/**
 * How a column is drawn: the value as a line, its bounds as a band, the period before dashed, the target dotted, all else in
 * the tooltip only.
 */
export function seriesStyle(column: string, series: DrawnSeries): FieldConfig {
  switch (column) {
    case 'value':
      return series.count === 1 ? {} : fixedColour(colourOf(series));
    case 'low':
      return bound(series);
    case 'high':
      return bound(series, { fillBelowTo: series.lowName, fillOpacity: 12 });
    case 'previous':
      return series.count === 1 ? beside([6, 6]) : TOOLTIP_ONLY;
    case 'target':
      return series.count === 1 ? beside([2, 4]) : TOOLTIP_ONLY;
    default:
      return TOOLTIP_ONLY;
  }
}

/** How a column of a forecast is drawn: what is expected and what came as lines, with the band of the former. */
export function forecastStyle(column: string): FieldConfig {
  if (column === 'expected' || column === 'actual') return {};
  return seriesStyle(column, { name: '', index: 0, count: 1, lowName: columnTitle({ name: 'low' }) });
}

/** A thin grey line of such dashes. */
function beside(dash: [line: number, gap: number]): FieldConfig {
  const lineStyle = { fill: 'dash' as const, dash };
  return { ...fixedColour(GREY), custom: { ...BESIDE, lineWidth: 1, lineStyle, fillOpacity: 0 } };
}

function bound(series: DrawnSeries, band?: CustomConfig): FieldConfig {
  const hideFrom = { viz: series.count > MAXIMUM_BANDS, legend: true, tooltip: false };
  return { ...fixedColour(colourOf(series)), custom: { ...BESIDE, lineWidth: 0, hideFrom, ...band } };
}

/** The panel chooses the colour of a single series; the fields between several would make Grafana repeat its colours. */
function colourOf({ name, index, count }: DrawnSeries): string {
  const isUnnamed = name.split(', ').some((group) => group === OTHER || group === NO_VALUE);
  return count === 1 || isUnnamed ? GREY : (COLOURS[index % COLOURS.length] ?? GREY);
}

function fixedColour(fixedColor: string): FieldConfig {
  return { color: { mode: 'fixed', fixedColor } };
}
