import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { readRows } from '../../read/read-rows';

/** The columns of every table that keeps rows: type by name, by table. */
export type StoredTables = ReadonlyMap<string, ReadonlyMap<string, string>>;

const columnRow = z.object({ table: z.string(), name: z.string(), type: z.string() });

/** What the database really has, so that nothing is missed that a later version adds. */
export async function readStoredTables(client: ClickHouseClient, database: string): Promise<StoredTables> {
  const columns = await readRows(client, columnRow, {
    query: `SELECT table, name, type FROM system.columns
WHERE database = {database:String}
  AND table IN (SELECT name FROM system.tables WHERE database = {database:String} AND engine LIKE '%MergeTree')
ORDER BY table, position`,
    query_params: { database },
  });
  const tables = new Map<string, Map<string, string>>();
  for (const { table, name, type } of columns) {
    const columns = tables.get(table) ?? new Map<string, string>();
    tables.set(table, columns.set(name, type));
  }
  return tables;
}
