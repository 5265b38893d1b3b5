import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from '@saleshub/plugin-host';
import { parse } from 'yaml';
import type { DashboardSummary } from '../page-settings';

/** A data source as its file says, with the environment's values filled in. */
export interface ProvisionedDataSource extends DataSource {
  name: string;
  type: string;
  isDefault: boolean;
}

export interface ProvisionedDashboard extends DashboardSummary {
  json: Record<string, unknown>;
}

interface DataSourcesFile {
  datasources?: (Omit<ProvisionedDataSource, 'isDefault'> & { isDefault?: boolean })[];
}

/** Reads the data sources that Grafana would be given; `$NAME` and `${NAME}` stand for the environment's variables. */
export function readDataSources(folder: string, environment: Readonly<NodeJS.ProcessEnv>): ProvisionedDataSource[] {
  const directory = join(folder, 'datasources');
  return readdirSync(directory)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => {
      const file = fill(parse(readFileSync(join(directory, name), 'utf8')), environment) as DataSourcesFile;
      return (file.datasources ?? []).map((source) => ({ ...source, isDefault: source.isDefault === true }));
    });
}

/** Reads the dashboards that Grafana would be given, in the order of their titles. */
export function readDashboards(folder: string): ProvisionedDashboard[] {
  const directory = join(folder, 'dashboards');
  return readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const json = JSON.parse(readFileSync(join(directory, name), 'utf8')) as ProvisionedDashboard['json'];
      return { uid: String(json.uid), title: String(json.title), json };
    })
    .sort((one, other) => one.title.localeCompare(other.title));
}

function fill(value: unknown, environment: Readonly<NodeJS.ProcessEnv>): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_match, braced?: string, bare?: string) => {
      const name = braced ?? bare ?? '';
      return (Object.hasOwn(environment, name) && environment[name]) || '';
    });
  }
  if (Array.isArray(value)) return value.map((entry) => fill(entry, environment));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, fill(entry, environment)]));
}
