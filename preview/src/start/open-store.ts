import type { Configuration, StoreLocation } from '@saleshub/ingest';
import { openEmbeddedStore, waitForEngineEnd, type EmbeddedStoreLogEntry } from '@saleshub/store/embedded';

/** Where ClickHouse is and as whom to speak to it, embedded or not. */
export interface OpenStore {
  location: Extract<StoreLocation, { kind: 'server' }>;
  close: () => Promise<void>;
}

/** Starts the embedded ClickHouse on the data folder, or takes the server that the configuration names. */
export async function openStore(
  { store, database }: Configuration,
  onLog: (entry: EmbeddedStoreLogEntry) => void,
): Promise<OpenStore> {
  if (store.kind === 'server') return { location: store, close: () => Promise.resolve() };
  const embedded = await openEmbeddedStore({ dataDir: store.dataDir, database, log: onLog });
  const { url, writer, reader } = embedded;
  return {
    location: { kind: 'server', url, writer, reader },
    close: async () => {
      await embedded.close();
      await waitForEngineEnd(store.dataDir);
    },
  };
}
