/*
 * A file of @grafana/runtime that its package does not export and Grafana itself calls at start; the bundler finds it by
 * this name.
 */
declare module '@grafana/runtime/data-source-settings' {
  import type { DataSourceInstanceSettings } from '@grafana/data';

  export function initDataSourceInstanceSettings(
    settings: Record<string, DataSourceInstanceSettings>,
    defaultDataSource: string,
  ): void;
}
