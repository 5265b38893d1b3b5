import type { Server } from '@grpc/grpc-js';
import { formatHandshake } from '@saleshub/plugin-protocol';
import { createServer } from './create-server';
import { createLogger, takeOverConsole } from './log/logger';
import { openMetrics } from './metrics/metrics';
import { manageLifeCycle } from './process/life-cycle';
import { listen } from './process/listen';
import { refuseStart } from './process/start-check';
import { openInstance } from './store/instance';
import { createInstances } from './store/instances';

/** Serves Grafana until it asks to end. */
async function serve(): Promise<void> {
  const logger = createLogger((line) => process.stderr.write(line));
  takeOverConsole(logger);
  let server: Server | undefined = undefined;
  const lifeCycle = manageLifeCycle(logger, () => server);
  const services = { instances: createInstances(openInstance), logger, metrics: openMetrics(), clock: Date.now };
  server = createServer(services, () => lifeCycle.end('the host asked for it'));
  const handshake = await listen(server, process.env);
  process.stdout.write(formatHandshake(handshake));
  logger.debug('Serving', { ...handshake });
}

const refusal = refuseStart(process.env);
if (refusal === undefined) {
  serve().catch((error: unknown) => {
    process.stderr.write(`The plugin cannot listen: ${String(error)}\n`);
    process.exit(1);
  });
} else {
  process.stderr.write(`${refusal}\n`);
  process.exitCode = 1;
}
