import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

/** Decides for how many days refused events are kept. */
export async function setRejectedDays(client: ClickHouseClient, database: string, days: number): Promise<void> {
  const expiry = `toDateTime(received_at) + toIntervalDay(${days})`;
  const result = await client.query({
    query: `SELECT position(create_table_query, {expiry:String}) > 0 AS same
FROM system.tables WHERE database = {database:String} AND name = 'rejected_events'`,
    query_params: { database, expiry },
    format: 'JSONEachRow',
  });
  const [table] = z.array(z.object({ same: z.number() })).parse(await result.json());
  if (table?.same !== 1) await client.command({ query: `ALTER TABLE rejected_events MODIFY TTL ${expiry}` });
}
