import type { ClickHouseClient } from '@clickhouse/client';
import { parseEvent, type SalesEvent } from '@saleshub/model';
import { clientOf, openTemporaryStore, rows } from '../../embedded/testing/temporary-store';
import type { Connection } from '../../read/connection';
import { createWriteClient } from '../connection';
import { createDatabase, migrate } from '../schema/migrate';

export const DATABASE = 'saleshub';

/** An embedded store with the product's schema. */
export interface MigratedStore {
  /** The writer's. */
  connection: Connection;
  writer: ClickHouseClient;
  reader: ClickHouseClient;
  select: <Row>(query: string, parameters?: Record<string, unknown>) => Promise<Row[]>;
  /** Another database of the same store, without a schema; the client is closed by the caller. */
  openDatabase: (name: string) => Promise<ClickHouseClient>;
  /** Empties every table but the record of the schema's steps, which is quicker than another store. */
  clear: () => Promise<void>;
  remove: () => Promise<void>;
}

export async function openMigratedStore(): Promise<MigratedStore> {
  const temporary = await openTemporaryStore();
  const connectionTo = (database: string) => ({ url: temporary.store.url, ...temporary.store.writer, database });
  const openDatabase = async (database: string) => {
    await createDatabase(temporary.writer, database);
    return createWriteClient(connectionTo(database));
  };
  const writer = await openDatabase(DATABASE);
  await migrate(writer, DATABASE);
  const reader = clientOf(temporary.store, 'reader', DATABASE);
  return {
    connection: connectionTo(DATABASE),
    writer,
    reader,
    select: (query, parameters) => rows(writer, query, parameters),
    openDatabase,
    clear: async () => {
      const tables = await rows<{ name: string }>(
        writer,
        `SELECT name FROM system.tables
WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND name != 'schema_migrations'`,
      );
      for (const { name } of tables) await writer.command({ query: `TRUNCATE TABLE ${name} SYNC` });
    },
    remove: async () => {
      await Promise.all([writer.close(), reader.close()]);
      await temporary.remove();
    },
  };
}

/** A checked event, from the JSON that a client would send. */
export function event(body: Record<string, unknown>): SalesEvent {
  const parsed = parseEvent(body, { now: Date.now() });
  if (!parsed.ok) throw new Error(parsed.errors[0].message);
  return parsed.event;
}
