import type { ClickHouseClient } from '@clickhouse/client';
import { parseEvent, type SalesEvent } from '@saleshub/model';
import { clientOf, openTemporaryStore, rows } from '../../embedded/testing/temporary-store';
import { createWriteClient } from '../connection';
import { createDatabase, migrate } from '../schema/migrate';

export const DATABASE = 'saleshub';

/** An embedded store with the product's schema. */
export interface MigratedStore {
  writer: ClickHouseClient;
  reader: ClickHouseClient;
  select: <Row>(query: string, parameters?: Record<string, unknown>) => Promise<Row[]>;
  /** Another database with the schema, in the same store; the client is closed by the caller. */
  copyOfSchema: () => Promise<ClickHouseClient>;
  remove: () => Promise<void>;
}

export async function openMigratedStore(): Promise<MigratedStore> {
  const temporary = await openTemporaryStore();
  const openDatabase = async (database: string) => {
    await createDatabase(temporary.writer, database);
    const client = createWriteClient({ url: temporary.store.url, ...temporary.store.writer, database });
    await migrate(client, database);
    return client;
  };
  const writer = await openDatabase(DATABASE);
  const reader = clientOf(temporary.store, 'reader', DATABASE);
  let copies = 0;
  return {
    writer,
    reader,
    select: (query, parameters) => rows(writer, query, parameters),
    copyOfSchema: () => openDatabase(`${DATABASE}_${copies++}`),
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
