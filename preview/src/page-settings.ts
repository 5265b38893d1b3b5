/** What the server writes into the page, so that Grafana's libraries find it before they are evaluated. */
export interface PageSettings {
  pluginId: string;
  dataSources: PageDataSource[];
  dashboards: DashboardSummary[];
  /** The business time zone; it stands in for the organisation's preference in Grafana. */
  timeZone: string;
  weekStart: 'monday' | 'sunday';
}

export interface DashboardSummary {
  uid: string;
  title: string;
}

/** A provisioned data source as a browser may know it: without its address and its secrets. */
export interface PageDataSource {
  uid: string;
  name: string;
  type: string;
  isDefault: boolean;
  jsonData: Record<string, unknown>;
}
