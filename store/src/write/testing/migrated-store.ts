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
  remove: () => Promise<void>;
}

export async function openMigratedStore(): Promise<MigratedStore> {
  const temporary = await openTemporaryStore();
  await createDatabase(temporary.writer, DATABASE);
  const writer = createWriteClient({ url: temporary.store.url, ...temporary.store.writer, database: DATABASE });
  const reader = clientOf(temporary.store, 'reader', DATABASE);
  await migrate(writer, DATABASE);
  return {
    writer,
    reader,
    select: (query, parameters) => rows(writer, query, parameters),
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
