import { createService, readinessOf, startService, type Hub } from '@saleshub/ingest';
import { createKeyStore, startEventWriter, startStateKeeper } from '@saleshub/store/write';
import type { Logger } from 'pino';

export interface RunningIngest {
  port: number;
  close: () => Promise<void>;
}

/** Starts the ingest service on an open hub. */
export async function startIngest(
  hub: Hub,
  options: { host: string; port: number; currency: string; log: Logger },
): Promise<RunningIngest> {
  const { host, port, currency, log } = options;
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
    settings: { currency },
  });
  const service = await startService(app, { port, host, writer });
  return {
    port: service.port,
    close: async () => {
      await service.close();
      await state.close();
    },
  };
}
