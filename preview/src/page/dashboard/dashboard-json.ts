import type { TimeOption } from '@grafana/data';
import type { Dashboard, Panel, RowPanel, VariableModel } from '@grafana/schema';

/** The parts of a dashboard's JSON that the preview reads. */
export interface DashboardJson extends Pick<Dashboard, 'uid' | 'title' | 'timezone' | 'refresh' | 'graphTooltip'> {
  time?: { from: string; to: string };
  timepicker?: { quick_ranges?: TimeOption[] };
  panels?: (Panel | RowPanel)[];
  templating?: { list?: VariableModel[] };
}

export function isRow(panel: Panel | RowPanel): panel is RowPanel {
  return panel.type === 'row';
}

/** Reads a provisioned dashboard from the preview's server. */
export async function readDashboard(uid: string): Promise<DashboardJson> {
  const response = await fetch(`/api/dashboards/uid/${encodeURIComponent(uid)}`);
  if (response.status === 404) throw new Error(`There is no dashboard ${uid} in provisioning/dashboards.`);
  if (!response.ok) throw new Error(`The dashboard ${uid} cannot be read (${response.status}).`);
  const { dashboard } = (await response.json()) as { dashboard: DashboardJson };
  return dashboard;
}
