import {
  EmbeddedScene,
  SceneControlsSpacer,
  SceneGridItem,
  SceneGridLayout,
  SceneGridRow,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  SceneVariableSet,
  VariableValueSelectors,
  behaviors,
  type SceneGridItemLike,
} from '@grafana/scenes';
import { DashboardCursorSync, type Panel, type RowPanel } from '@grafana/schema';
import { isRow, type DashboardJson } from './dashboard-json';
import { makePanel } from './panels';
import { makeVariable } from './variables';

/** A dashboard's JSON as a scene: variables, time range, refresh and panels on their grid. */
export function dashboardScene(dashboard: DashboardJson): EmbeddedScene {
  const { time, timepicker, timezone, refresh, templating, panels = [], graphTooltip } = dashboard;
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({
      from: time?.from ?? 'now-6h',
      to: time?.to ?? 'now',
      timeZone: timezone === 'browser' ? undefined : timezone,
    }),
    $variables: new SceneVariableSet({ variables: (templating?.list ?? []).map(makeVariable) }),
    $behaviors: [new behaviors.CursorSync({ sync: graphTooltip ?? DashboardCursorSync.Off })],
    controls: [
      new VariableValueSelectors({}),
      new SceneControlsSpacer(),
      new SceneTimePicker({ quickRanges: timepicker?.quick_ranges }),
      new SceneRefreshPicker({ refresh: refresh ?? '' }),
    ],
    body: new SceneGridLayout({ children: gridItems(panels) }),
  });
}

/** An open row's panels follow it in the list; a collapsed row holds its own. */
function gridItems(panels: readonly (Panel | RowPanel)[]): SceneGridItemLike[] {
  const items: SceneGridItemLike[] = [];
  let openRow: SceneGridRow | undefined;
  for (const panel of panels) {
    if (isRow(panel)) {
      const row = gridRow(panel);
      items.push(row);
      openRow = panel.collapsed ? undefined : row;
    } else if (openRow) {
      openRow.setState({ children: [...openRow.state.children, gridItem(panel)] });
    } else {
      items.push(gridItem(panel));
    }
  }
  return items;
}

function gridRow({ id, title, collapsed, gridPos, panels }: RowPanel): SceneGridRow {
  return new SceneGridRow({
    key: `row-${id}`,
    title: title ?? '',
    y: gridPos?.y ?? 0,
    isCollapsed: collapsed,
    children: panels.map(gridItem),
  });
}

function gridItem(panel: Panel): SceneGridItem {
  const { x, y, w, h } = panel.gridPos ?? { x: 0, y: 0, w: 12, h: 8 };
  return new SceneGridItem({
    key: `grid-${panel.id}`,
    x,
    y,
    width: w,
    height: h,
    isDraggable: false,
    isResizable: false,
    body: makePanel(panel),
  });
}
