import type { FieldConfigEditorBuilder } from '@grafana/data';
import { NoEditor } from '../registries/no-editor';

/** The options that only time series have, with what holds where nothing is set. */
export const TIME_SERIES_FIELD_OPTIONS = {
  drawStyle: 'line',
  lineInterpolation: 'linear',
  lineWidth: 1,
  lineStyle: { fill: 'solid' },
  fillOpacity: 0,
  fillBelowTo: undefined,
  gradientMode: 'none',
  showPoints: 'auto',
  pointSize: 5,
  barAlignment: 0,
  barWidthFactor: 0.6,
  barMaxWidth: undefined,
  spanNulls: false,
  insertNulls: false,
  stacking: { mode: 'none', group: 'A' },
  axisPlacement: 'auto',
  axisLabel: '',
  axisWidth: undefined,
  axisSoftMin: undefined,
  axisSoftMax: undefined,
  axisGridShow: undefined,
  axisColorMode: 'text',
  axisBorderShow: false,
  axisCenteredZero: false,
  scaleDistribution: { type: 'linear' },
  thresholdsStyle: { mode: 'off' },
  hideFrom: { tooltip: false, viz: false, legend: false },
} as const;

/** The options that only tables have. */
export const TABLE_FIELD_OPTIONS = {
  width: undefined,
  minWidth: 50,
  align: 'auto',
  cellOptions: { type: 'auto' },
  filterable: false,
  inspect: false,
  wrapText: false,
  wrapHeaderText: false,
  hideFrom: { viz: false },
  footer: { reducers: [] },
} as const;

/** Declares a panel's own field options: only declared ones can be set by a dashboard's defaults and overrides. */
export function declareFieldOptions(options: Readonly<Record<string, unknown>>) {
  return (builder: FieldConfigEditorBuilder<object>): void => {
    for (const [id, defaultValue] of Object.entries(options)) {
      builder.addCustomEditor({
        id,
        path: id,
        name: id,
        editor: NoEditor,
        override: NoEditor,
        process: (value: unknown) => value,
        shouldApply: () => true,
        defaultValue,
      });
    }
  };
}
