import { loadSettings } from '@saleshub/store/read';
import {
  createKeyStore,
  openImportLog,
  openWriter,
  readCoverage,
  readSources,
  startRejectedStore,
  undoImport,
  type ReportProblem,
} from '@saleshub/store/write';
import type { Logger } from 'pino';
import type { IngestSettings } from './configuration';
import type { Intake } from '../intake/intake';
import { describeProblem } from './describe-problem';
import type { Hub } from './hub';
import { readinessOf } from './readiness';
import { recordStoreOf } from './record-store';
import { createService, createServiceMetrics, startService } from '../service';

/** Whoever asks for the metrics of a store that hangs gets the others. */
const COVERAGE_MILLISECONDS = 2_000;

export interface RunningIngest {
  /** The port that it listens on. */
  port: number;
  /** Lets requests in flight finish, stores what is queued and brings state up to it. */
  close: () => Promise<void>;
}

/**
 * Starts the ingest service on a prepared hub.
 * @returns once it listens; rejects when the port cannot be had
 */
export async function startIngest(
  hub: Hub,
  {
    host,
    port,
    log,
    intake,
    settings = {},
  }: { host: string; port: number; log: Logger; intake: Intake; settings?: IngestSettings },
): Promise<RunningIngest> {
  const limits = settings.commits && { limits: settings.commits };
  const onProblem: ReportProblem = (problem) => log.error(problem, describeProblem(problem));
  const metrics = createServiceMetrics({
    waiting: () => writer.waiting(),
    coverage: () => readCoverage(hub.writer, AbortSignal.timeout(COVERAGE_MILLISECONDS)),
  });
  const writer = openWriter({ client: hub.writer, onProblem, observer: metrics.observer, ...limits });
  const rejected = startRejectedStore({ ...hub, ...limits });
  const closeWriters = async () => {
    await Promise.all([writer.close(), rejected.close()]);
  };
  const stopping = new AbortController();
  const app = createService({
    stopping: stopping.signal,
    metrics,
    writer,
    rejected,
    keys: createKeyStore(hub.writer),
    sources: { list: () => listSources(hub) },
    records: {
      store: recordStoreOf(hub.writer, writer),
      imports: openImportLog(hub.writer),
      remove: (importId) => undoImport(hub.writer, hub.database, importId),
      timeZone: async () => (await loadSettings(hub.reader)).timeZone,
    },
    readiness: readinessOf(hub),
    log,
    intake,
  });
  try {
    const service = await startService(app, { port, host, stopping, writer: { close: closeWriters } });
    return { port: service.port, close: () => service.close() };
  } catch (error) {
    await closeWriters();
    throw error;
  }
}

async function listSources(hub: Hub) {
  const [sources, { primarySources }] = await Promise.all([readSources(hub.writer), loadSettings(hub.reader)]);
  return sources.map((summary) => ({ ...summary, primary: primarySources.includes(summary.source) }));
}
