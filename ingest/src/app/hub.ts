import { createReadClient, serverVersion, type ClickHouseClient, type ReadClient } from '@saleshub/store/read';
import {
  SCHEMA_VERSION,
  StoreError,
  copyStore,
  createDatabase,
  createWriteClient,
  mayWrite,
  migrate,
  openKnownStore,
  readSchemaVersion,
  rebuildState,
  saveSettings,
  setFsync,
  setRejectedDays,
  type KnownBy,
  type KnownStore,
  type MigrationReport,
  type RebuildOptions,
} from '@saleshub/store/write';
import { openEmbeddedStore, type EmbeddedStoreLogEntry } from '@saleshub/store/embedded';
import type { Configuration } from './configuration';

/** The store, open for this process. */
export interface Hub {
  writer: ClickHouseClient;
  reader: ReadClient;
  database: string;
  /** @throws StoreError `schema_missing` or `schema_too_new` where this program cannot read the store */
  requireSchema: () => Promise<void>;
  /** The version of the store's schema; 0 where there is none. */
  schemaVersion: (signal?: AbortSignal) => Promise<number>;
  serverVersion: () => Promise<string>;
  /** Whether the user for queries is refused when it tries to write. */
  readerIsReadOnly: () => Promise<boolean>;
  /** Brings the schema up to date and keeps the settings that the configuration states. */
  prepare: () => Promise<MigrationReport>;
  /** Decides for how many days refused events are kept; undefined leaves it as it is. */
  keepRejected: (days: number | undefined) => Promise<void>;
  /** Derives all state anew from the events. */
  rebuild: (onProgress: RebuildOptions['onProgress']) => Promise<void>;
  /** Copies the store, to try something on the copy; it is removed by its own function. */
  copy: () => Promise<HubCopy>;
  /** An empty store beside it, to be filled with what was known at one instant after the other. */
  openKnown: (by: KnownBy) => Promise<KnownHub>;
  close: () => Promise<void>;
}

/** A copy of the hub's store, and readers of both. */
export interface HubCopy {
  writer: ClickHouseClient;
  reader: ReadClient;
  remove: () => Promise<void>;
}

/** What the hub knew at an instant, and a reader of it. */
export interface KnownHub extends Pick<KnownStore, 'advance' | 'remove'> {
  reader: ReadClient;
}

/**
 * Opens the store that the configuration names: a ClickHouse server, or the embedded engine on the data directory,
 * shared with whatever else runs on it.
 */
export async function openHub(
  configuration: Configuration,
  log?: (entry: EmbeddedStoreLogEntry) => void,
): Promise<Hub> {
  const { database } = configuration;
  const { url, writer, reader, release } = await openStore(configuration, log);
  const connect = (to: string) => createWriteClient({ url, ...writer, database: to });
  const writeClient = connect(database);
  const readClient = createReadClient({ url, ...reader, database });
  const schemaVersion = (signal?: AbortSignal) => readSchemaVersion(writeClient, database, signal);
  const keepRejected = async (days: number | undefined) => {
    if (days !== undefined) await setRejectedDays(writeClient, database, days);
  };
  return {
    writer: writeClient,
    reader: readClient,
    database,
    schemaVersion,
    keepRejected,
    requireSchema: async () => {
      const version = await schemaVersion();
      if (version === SCHEMA_VERSION) return;
      throw version < SCHEMA_VERSION
        ? new StoreError(
            'schema_missing',
            'The store is empty or of an older version: run saleshub migrate, or import something.',
          )
        : new StoreError(
            'schema_too_new',
            `The store has schema ${version}; this program knows ${SCHEMA_VERSION}. Use a newer program.`,
          );
    },
    serverVersion: () => serverVersion(readClient),
    readerIsReadOnly: async () => {
      const client = createWriteClient({ url, ...reader, database });
      try {
        return !(await mayWrite(client));
      } finally {
        await client.close();
      }
    },
    prepare: async () => {
      const root = connect('default');
      try {
        await createDatabase(root, database);
      } finally {
        await root.close();
      }
      const report = await migrate(writeClient, database);
      await keepRejected(configuration.rejectedDays);
      if (configuration.fsync !== undefined) await setFsync(writeClient, database, configuration.fsync);
      if (Object.keys(configuration.settings).length > 0) await saveSettings(writeClient, configuration.settings);
      return report;
    },
    rebuild: (onProgress) =>
      rebuildState({ client: writeClient, database, connect, ...(onProgress && { onProgress }) }),
    copy: async () => {
      const { client, database: name, remove } = await copyStore({ client: writeClient, database, connect });
      // The user for queries may have no right to the copy; its maker has.
      const copyReader = createReadClient({ url, ...writer, database: name });
      return {
        writer: client,
        reader: copyReader,
        remove: async () => {
          await copyReader.close();
          await remove();
        },
      };
    },
    openKnown: async (by) => {
      const { database: name, advance, remove } = await openKnownStore({ client: writeClient, database, connect, by });
      const knownReader = createReadClient({ url, ...writer, database: name });
      return {
        reader: knownReader,
        advance,
        remove: async () => {
          await knownReader.close();
          await remove();
        },
      };
    },
    close: async () => {
      await Promise.all([writeClient.close(), readClient.close()]);
      await release();
    },
  };
}

async function openStore({ store, database }: Configuration, log?: (entry: EmbeddedStoreLogEntry) => void) {
  if (store.kind === 'server') {
    const { url, writer, reader } = store;
    return { url, writer, reader, release: () => Promise.resolve() };
  }
  const embedded = await openEmbeddedStore({ dataDir: store.dataDir, database, ...(log && { log }) });
  const { url, writer, reader } = embedded;
  return { url, writer, reader, release: () => embedded.close() };
}
