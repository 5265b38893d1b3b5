import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { readRows } from '../read/read-rows';

/** What is lost for good when its last rows are; state is derived from them again. */
const ACKNOWLEDGED_TABLES = ['events', 'commits', 'rejected_events', 'api_keys', 'settings'];

const tableRow = z.object({ name: z.string(), synced: z.number() });

/**
 * Decides whether ClickHouse writes acknowledged rows through to the disk (fsync) before it answers: without that, a
 * loss of power – not of the process – may take the last seconds.
 */
export async function setFsync(client: ClickHouseClient, database: string, on: boolean): Promise<void> {
  const tables = await readRows(client, tableRow, {
    query: `SELECT name, toUInt8(create_table_query LIKE '%fsync_after_insert = 1%') AS synced
FROM system.tables WHERE database = {database:String} AND name IN {names:Array(String)}`,
    query_params: { database, names: ACKNOWLEDGED_TABLES },
  });
  const change = on
    ? 'MODIFY SETTING fsync_after_insert = 1, fsync_part_directory = 1'
    : 'RESET SETTING fsync_after_insert, fsync_part_directory';
  for (const { name, synced } of tables) {
    if ((synced === 1) !== on) await client.command({ query: `ALTER TABLE \`${name}\` ${change}` });
  }
}
