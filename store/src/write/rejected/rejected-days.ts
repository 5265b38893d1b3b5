import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { readRows } from '../../read/read-rows';

/** Decides for how many days refused events are kept. */
export async function setRejectedDays(client: ClickHouseClient, database: string, days: number): Promise<void> {
  const expiry = `toDateTime(received_at) + toIntervalDay(${days})`;
  const [table] = await readRows(client, z.object({ same: z.number() }), {
    query: `SELECT position(create_table_query, {expiry:String}) > 0 AS same
FROM system.tables WHERE database = {database:String} AND name = 'rejected_events'`,
    query_params: { database, expiry },
  });
  if (table?.same !== 1) await client.command({ query: `ALTER TABLE rejected_events MODIFY TTL ${expiry}` });
}
