import type { DataTransformerConfig } from '@grafana/data';
import type { Panel } from '@grafana/schema';
import {
  SceneDataTransformer,
  SceneQueryRunner,
  VizPanel,
  type SceneDataProvider,
  type SceneDataQuery,
} from '@grafana/scenes';
import { isPanelType } from '../../supported-types';
import { PanelNotices } from '../panels/panel-notices';

/** A dashboard's panel with its query. */
export function makePanel(panel: Panel): VizPanel {
  if (!isPanelType(panel.type)) throw new Error(`The preview has no panels of type ${panel.type}.`);
  return new VizPanel({
    key: `panel-${panel.id}`,
    pluginId: panel.type,
    title: panel.title ?? '',
    description: panel.description,
    titleItems: [new PanelNotices({})],
    displayMode: panel.transparent ? 'transparent' : 'default',
    options: panel.options ?? {},
    fieldConfig: (panel.fieldConfig as VizPanel['state']['fieldConfig'] | undefined) ?? { defaults: {}, overrides: [] },
    $data: makeData(panel),
  });
}

function makeData(panel: Panel): SceneDataProvider | undefined {
  const { targets = [], datasource, maxDataPoints, interval, transformations = [] } = panel;
  if (targets.length === 0) return undefined;
  const runner = new SceneQueryRunner({
    queries: targets as unknown as SceneDataQuery[],
    datasource: datasource ?? undefined,
    maxDataPoints,
    minInterval: interval,
  });
  return transformations.length === 0
    ? runner
    : new SceneDataTransformer({ $data: runner, transformations: transformations as DataTransformerConfig[] });
}
