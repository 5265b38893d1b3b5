import type { DataSourceJsonData } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import type { Filter, QueryInput, WeekStart } from '@saleshub/model';

/** A query as a panel or an alert rule saves it: the query contract, and Grafana's own fields beside it. */
export type SaleshubQuery = QueryInput & DataQuery;

/** A query for one metric, as saved. */
export type SavedMetricQuery = Extract<SaleshubQuery, { queryType: 'metric' }>;

/** The data source's settings that anyone may read; the address, the user and the database are Grafana's own fields. */
export interface SaleshubOptions extends DataSourceJsonData {
  /** IANA name; absent or empty: the hub's. */
  timeZone?: string;
  /** Absent: the hub's. */
  weekStart?: WeekStart;
  /** How long ClickHouse may take for a query, 1 to 600 seconds; absent: 20. */
  timeoutSeconds?: number;
  /** Below this a number is marked as thin, where neither the query nor the plan says; absent: the metric's own. */
  minSample?: number;
  /** Takes every certificate of the server. */
  tlsSkipVerify?: boolean;
}

/** The settings that only the plugin's backend ever reads. */
export interface SaleshubSecureOptions {
  password?: string;
  /** PEM. */
  caCertificate?: string;
  /** PEM, as the key is. */
  tlsClientCert?: string;
  tlsClientKey?: string;
}

/** The values of a dimension, as the plugin's backend lists them. */
export interface DimensionValues {
  values: string[];
  /** True where there are more than listed. */
  truncated: boolean;
}

/** What to list; the metric narrows the values to those that its facts have, filters to those of facts that pass them. */
export interface DimensionValuesRequest {
  dimension: string;
  search?: string;
  metric?: string;
  filters?: readonly Filter[];
  /** How many at most; the backend's usual number where left out. */
  limit?: number;
}
