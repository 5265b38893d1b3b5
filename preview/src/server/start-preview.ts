import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { PluginLogEntry } from '@saleshub/plugin-host';
import { createServer, type ServerParts } from './create-server';
import { keepPlugin } from './plugin-backend';
import { readDashboards, readDataSources } from './provisioning';

export interface PreviewOptions {
  host: string;
  /** 0: any free port. */
  port: number;
  /** What Grafana's environment would say, for the placeholders of provisioned files. */
  environment: Readonly<NodeJS.ProcessEnv>;
  calendar: ServerParts['calendar'];
  /** Called with the warnings and errors of the plugin's backend. */
  onLog: (entry: PluginLogEntry) => void;
}

export interface RunningPreview {
  port: number;
  close: () => Promise<void>;
}

const ROOT = join(__dirname, '../../..');
const PLUGIN_FOLDER = join(ROOT, 'plugin/dist');

/** Grafana's names for the systems that it runs on. */
const ARCHITECTURES: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64', arm64: 'arm64' };

/** Starts the built plugin's backend and serves the page with the provisioned dashboards. */
export async function startPreview({
  host,
  port,
  environment,
  calendar,
  onLog,
}: PreviewOptions): Promise<RunningPreview> {
  const { id, executable } = readPluginJson();
  const program = join(PLUGIN_FOLDER, `${executable}_${process.platform}_${ARCHITECTURES[process.arch]}`);
  const backend = keepPlugin(
    // The executable finds Node on the path; Grafana's packaged plugin brings its own.
    { command: [program], environment: { PATH: process.env.PATH ?? '' }, onLog: warningsOnly(onLog) },
    () => onLog({ level: 'warn', message: "The plugin's backend has ended; it is started again." }),
  );
  const app = createServer({
    folders: { page: join(__dirname, '../page'), plugin: PLUGIN_FOLDER },
    pluginId: id,
    dataSources: readDataSources(join(ROOT, 'provisioning'), environment),
    dashboards: readDashboards(join(ROOT, 'provisioning')),
    backend,
    calendar,
  });
  const server = createHttpServer(app);
  try {
    await backend.current();
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    await backend.close();
    throw error;
  }
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await Promise.all([closed, backend.close()]);
    },
  };
}

function readPluginJson(): { id: string; executable: string } {
  return JSON.parse(readFileSync(join(PLUGIN_FOLDER, 'plugin.json'), 'utf8')) as { id: string; executable: string };
}

function warningsOnly(onLog: PreviewOptions['onLog']): PreviewOptions['onLog'] {
  return (entry) => {
    if (entry.level === 'warn' || entry.level === 'error' || entry.level === 'unknown') onLog(entry);
  };
}
