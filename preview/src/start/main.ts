import { DEMO_SETTINGS } from '@saleshub/demo';
import {
  NO_PLAN,
  loadDemo,
  openIntake,
  openHub,
  readConfiguration,
  startIngest,
  startProgressBar,
  type Configuration,
  type Intake,
  type Hub,
} from '@saleshub/ingest';
import { loadSettings } from '@saleshub/store/read';
import { pino, type Logger } from 'pino';
import { startPreview } from '../server/start-preview';
import { openStore, type OpenStore } from './open-store';
import { StartError, readPort, requireFree } from './ports';

/** A part that runs until it is closed. */
interface Part {
  close: () => Promise<void>;
}

const say = (text: string) => process.stdout.write(`${text}\n`);

/**
 * Starts everything for a first look: the store with the demo company, the ingest service and the preview. Ends when it
 * is asked to, and then leaves nothing behind.
 * @returns the exit code
 */
export async function main(): Promise<number> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const parts: Part[] = [];
  try {
    await startAll(parts, stopping.signal);
    await aborted(stopping.signal);
    return 0;
  } catch (error) {
    if (stopping.signal.aborted) return 0;
    process.stderr.write(`${describe(error)}\n`);
    return 1;
  } finally {
    if (stopping.signal.aborted) say('Stopping …');
    for (const part of parts.reverse()) await part.close();
  }
}

/** Starts the parts one after the other; each is added once it runs, so that it is stopped whatever comes next. */
async function startAll(parts: Part[], signal: AbortSignal): Promise<void> {
  const configuration = demoConfiguration(process.env);
  const { host } = configuration;
  const ingestPort = readPort('SALESHUB_PORT', 8080, process.env);
  const previewPort = readPort('SALESHUB_PREVIEW_PORT', 3000, process.env);
  await requireFree(ingestPort, host);
  await requireFree(previewPort, host);
  const log = pino({ level: process.env.SALESHUB_LOG_LEVEL || 'warn' }, pino.destination(2));

  const store = await openStore(configuration, ({ level, ...entry }) => log[level](entry, 'embedded store'));
  parts.push(store);
  signal.throwIfAborted();
  const hub = await openHub({ ...configuration, store: store.location });
  parts.push(hub);
  await hub.prepare();
  const intake = await openIntake(hub, configuration, NO_PLAN);
  await bringUpToDate(hub, { intake, log, signal });

  const ingest = await startIngest(hub, { host, port: ingestPort.port, log, intake });
  parts.push(ingest);
  const { timeZone, weekStart } = await loadSettings(hub.reader);
  const preview = await startPreview({
    host,
    port: previewPort.port,
    environment: grafanaEnvironment(configuration, store),
    calendar: { timeZone, weekStart },
    onLog: (entry) => logPlugin(log, entry),
  });
  parts.push(preview);
  signal.throwIfAborted();
  say(`\nPreview  http://${host}:${preview.port}\nIngest   http://${host}:${ingest.port}`);
  if (configuration.store.kind === 'embedded') {
    say(`Numbers  npx saleshub query win_rate --by team --data ${dataFolder(process.env)}`);
  }
  say('Ctrl-C stops.');
}

async function bringUpToDate(
  hub: Hub,
  { intake, log, signal }: { intake: Intake; log: Logger; signal: AbortSignal },
): Promise<void> {
  const bar = startProgressBar('Demo company {bar} {percentage} %  {added} events', { added: 0 }, { log: true });
  const added = await loadDemo(hub, {
    now: Date.now(),
    intake,
    onProblem: (problem) => log.error(problem, 'the demo company could not be stored'),
    onProgress: ({ share, added }) => bar.show(share, { added }),
    signal,
  }).finally(bar.stop);
  say(`Demo company: ${added === 0 ? 'up to date' : `${added.toLocaleString('en')} events added`}`);
}

/** The demo company has a data folder, or on a server a database, of its own: it is never mixed with real numbers. */
function demoConfiguration(environment: Readonly<NodeJS.ProcessEnv>): Configuration {
  const configuration = readConfiguration({
    ...environment,
    SALESHUB_DATA: dataFolder(environment),
    ...(environment.CLICKHOUSE_URL && { CLICKHOUSE_DATABASE: environment.CLICKHOUSE_DATABASE || 'saleshub_demo' }),
  });
  return { ...configuration, settings: { ...DEMO_SETTINGS, ...configuration.settings } };
}

function dataFolder(environment: Readonly<NodeJS.ProcessEnv>): string {
  return environment.SALESHUB_DATA || 'data/demo';
}

/** What Grafana's environment would hold for the provisioned data source. */
function grafanaEnvironment({ database }: Configuration, { location: { url, reader } }: OpenStore): NodeJS.ProcessEnv {
  return {
    CLICKHOUSE_URL: url,
    CLICKHOUSE_READER_USER: reader.username,
    CLICKHOUSE_READER_PASSWORD: reader.password,
    CLICKHOUSE_DATABASE: database,
  };
}

function logPlugin(log: Logger, { level, message, ...fields }: { level: string; message: string }): void {
  if (level === 'error') log.error(fields, `plugin: ${message}`);
  else log.warn(fields, `plugin: ${message}`);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** One line with a code, as the command line has it. */
function describe(error: unknown): string {
  if (error instanceof StartError) return `${error.code}: ${error.message}`;
  const code = (error as { code?: unknown } | null)?.code;
  const message = error instanceof Error ? error.message : String(error);
  return `${typeof code === 'string' ? code : 'failed'}: ${message}`;
}
