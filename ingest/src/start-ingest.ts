import { createKeyStore, startEventWriter, startStateKeeper } from '@saleshub/store/write';
import type { Logger } from 'pino';
import type { Door } from './door/door';
import { readinessOf, type Hub } from './hub';
import { createService, startService } from './service';

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
  { host, port, log, door }: { host: string; port: number; log: Logger; door: Door },
): Promise<RunningIngest> {
  const state = startStateKeeper({
    client: hub.writer,
    onError: (error) => log.error({ reason: (error as Error).name }, 'state could not be recomputed; trying again'),
  });
  const writer = startEventWriter({ client: hub.writer, state });
  const app = createService({
    writer,
    keys: createKeyStore(hub.writer),
    readiness: readinessOf(hub),
    log,
    door,
  });
  try {
    const service = await startService(app, { port, host, writer });
    return { port: service.port, close: () => service.close().then(() => state.close()) };
  } catch (error) {
    await writer.close();
    await state.close();
    throw error;
  }
}
