import { join } from 'node:path';
import { startPlugin, type DataSource, type Plugin } from '@saleshub/plugin-host';
import type { BenchStore } from '../query/bench-store';

const EXECUTABLE = join(__dirname, '../../../../plugin/dist/gpx_saleshub_linux_amd64');

/** The plugin's backend as it was built last. */
export function startBuiltPlugin(): Promise<Plugin> {
  return startPlugin({ command: [process.execPath, EXECUTABLE] });
}

/** The company's store as a data source. */
export function dataSourceOf({ engine }: BenchStore): DataSource {
  const { username, password } = engine.reader;
  return { uid: 'bench', url: engine.url, user: username, database: 'saleshub', secureJsonData: { password } };
}

/** CPU time that the plugin's process has taken so far, milliseconds: work of others on the machine does not count. */
export async function cpuOf(plugin: Plugin): Promise<number> {
  const [, seconds] = /^process_cpu_seconds_total (\S+)/m.exec(await plugin.collectMetrics()) ?? [];
  return Number(seconds) * 1000;
}
