import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { readRows } from '../../read/read-rows';
import { waitForState } from '../../read/state-coverage';
import { deriveOutstanding } from '../keeper/state-keeper';
import { createDatabase, migrate } from '../schema/migrate';

/** A copy of a store, to try something on. */
export interface StoreCopy {
  client: ClickHouseClient;
  /** The name of its database. */
  database: string;
  /** Removes it. */
  remove: () => Promise<void>;
}

export interface StoreCopyOptions {
  /** Connected to the database that is copied. */
  client: ClickHouseClient;
  database: string;
  /** Opens a client for another database of the same store. */
  connect: (database: string) => ClickHouseClient;
}

/** What a copy does without: what belongs to the service, and what is made with the schema. */
const NOT_COPIED = ['api_keys', 'rejected_events', 'removals', 'schema_migrations'];
const PATIENCE_MILLISECONDS = 5_000;

const tableRow = z.object({ name: z.string() });

/**
 * Copies a store into a database of its own, `<database>_dry_run`, without copying its files: both hold the same ones,
 * until either of them writes. A copy that was left behind, or that somebody else works on, is removed first.
 */
export async function copyStore({ client, database, connect }: StoreCopyOptions): Promise<StoreCopy> {
  await deriveOutstanding(client);
  await waitForState(client, PATIENCE_MILLISECONDS);
  const name = `${database}_dry_run`;
  const remove = () => client.command({ query: `DROP DATABASE IF EXISTS ${name} SYNC` }).then(() => undefined);
  await remove();
  await createDatabase(client, name);
  const copy = connect(name);
  const close = async () => {
    await copy.close();
    await remove();
  };
  try {
    await migrate(copy, name);
    const tables = await readRows(client, tableRow, {
      query: `SELECT name FROM system.tables
WHERE database = {name:String} AND engine LIKE '%MergeTree' AND name NOT IN {others:Array(String)}
  AND NOT startsWith(name, 'migration_lock_')`,
      query_params: { name, others: NOT_COPIED },
    });
    for (const table of tables) {
      await copy.command({ query: `ALTER TABLE ${table.name} ATTACH PARTITION ALL FROM ${database}.${table.name}` });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { client: copy, database: name, remove: close };
}
