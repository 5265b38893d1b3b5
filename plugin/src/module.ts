import { DataSourcePlugin } from '@grafana/data';
import { ConfigEditor } from './config/config-editor';
import { SaleshubDataSource } from './data-source';
import { QueryEditor } from './editor/query-editor';
import type { SaleshubOptions, SaleshubQuery, SaleshubSecureOptions } from './types';

/** What Grafana looks for when it loads the plugin. */
export const plugin = new DataSourcePlugin<SaleshubDataSource, SaleshubQuery, SaleshubOptions, SaleshubSecureOptions>(
  SaleshubDataSource,
)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
