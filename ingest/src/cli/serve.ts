import { on } from 'node:events';
import { waitForEngineEnd } from '@saleshub/store/embedded';
import { Command } from 'commander';
import { pino } from 'pino';
import { openIntake } from '../app/open-intake';
import { openHub } from '../app/hub';
import { planWarnings } from '../intake/plan/plan-warnings';
import { readPlannedConfiguration } from '../app/planned-configuration';
import { startRetention } from '../app/start-retention';
import { startIngest } from '../app/start-ingest';
import { UsageError } from './failures';
import { reloadOnEach } from './reload';
import { withPlan, type PlanOptions } from './store-option';

interface ServeOptions extends PlanOptions {
  port?: string;
}

export function serveCommand(): Command {
  return withPlan(new Command('serve'))
    .description('start the store and the ingest service; ready when /readyz answers 200')
    .option('--port <port>', 'port of the ingest service (default: SALESHUB_PORT, else 8080; 0: any free one)')
    .action(async (options: ServeOptions) => {
      // From here on a hang-up asks for a reload; one that comes early is answered once the service runs.
      const serving = new AbortController();
      const hangUps = on(process, 'SIGHUP', { signal: serving.signal });
      const { configuration, plan } = await readPlannedConfiguration(process.env, options);
      const port = options.port === undefined ? configuration.port : parsePort(options.port);
      const log = pino({ level: configuration.logLevel }, pino.destination(2));
      const stopped = new Promise<NodeJS.Signals>((resolve) => {
        process.once('SIGTERM', resolve);
        process.once('SIGINT', resolve);
      });

      const hub = await openHub(configuration, (entry) => log.warn(entry, 'embedded store'));
      try {
        await hub.prepare();
        const intake = await openIntake(hub, configuration, plan);
        const { host, ingest: settings } = configuration;
        const ingest = await startIngest(hub, { host, port, log, intake, settings });
        for (const warning of planWarnings(plan)) log.warn(warning);
        const retention = startRetention({ hub, log });
        retention.follow(plan);
        const reloading = reloadOnEach(hangUps, { hub, intake, retention, options, log });
        log.info({ address: `http://${configuration.host}:${ingest.port}` }, 'ready');
        const signal = await stopped;
        log.info({ signal }, 'stopping');
        serving.abort();
        await reloading;
        await retention.close();
        await ingest.close();
      } finally {
        await hub.close();
        // Who stops a service may copy or remove its folder next.
        if (configuration.store.kind === 'embedded') await waitForEngineEnd(configuration.store.dataDir);
      }
      log.info('stopped');
    });
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw new UsageError('invalid_port', `--port must be from 0 to 65535, not "${text}".`);
}
