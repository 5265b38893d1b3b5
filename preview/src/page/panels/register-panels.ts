import { FieldColorModeId, FieldConfigProperty, PanelPlugin } from '@grafana/data';
import { sceneUtils } from '@grafana/scenes';
import type { PanelType } from '../../supported-types';
import { TABLE_FIELD_OPTIONS, TIME_SERIES_FIELD_OPTIONS, declareFieldOptions } from './custom-options';
import { StatPanel } from './stat-panel';
import { TablePanel } from './table-panel';
import { TimeSeriesPanel } from './time-series-panel';

/** Makes the panel types known to scenes, under the names that dashboards use. */
export function registerPanels(): void {
  const plugins: Record<PanelType, PanelPlugin> = {
    timeseries: new PanelPlugin(TimeSeriesPanel).useFieldConfig({
      standardOptions: { [FieldConfigProperty.Color]: { defaultValue: { mode: FieldColorModeId.PaletteClassic } } },
      useCustomConfig: declareFieldOptions(TIME_SERIES_FIELD_OPTIONS),
    }),
    stat: new PanelPlugin(StatPanel).useFieldConfig(),
    table: new PanelPlugin(TablePanel).useFieldConfig({ useCustomConfig: declareFieldOptions(TABLE_FIELD_OPTIONS) }),
  };
  for (const [pluginId, plugin] of Object.entries(plugins)) sceneUtils.registerRuntimePanelPlugin({ pluginId, plugin });
}
