import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { readRows } from '../../read/read-rows';
import { removeRows } from '../removal/mutate';
import { STATE_TABLES } from '../state/entities';

/** No computation of state takes so long: what was computed before is written. */
const SETTLED_SECONDS = 3600;
/** What has been added to a table since its last merge, as a part of it, from which on it is merged again. */
const UNMERGED_SHARE = 0.05;
/** A table with so many parts is merged even if they are small. */
const MANY_PARTS = 8;

/** Keeps reading fast: takes away what is no longer needed, and merges what was added since. Changes no answer. */
export async function tidyState(client: ClickHouseClient): Promise<void> {
  await removeClosedOpportunities(client);
  for (const table of await tablesToMerge(client)) await mergeTable(client, table);
}

/**
 * Takes opportunities that are closed out of the table of open ones. Their rows must have outlived every computation
 * that was under way when they were written, or an older state could come back.
 */
export async function removeClosedOpportunities(
  client: ClickHouseClient,
  settledSeconds = SETTLED_SECONDS,
): Promise<void> {
  const [row] = await readRows(client, z.object({ now: z.number() }), {
    query: 'SELECT toUnixTimestamp(now()) AS now',
  });
  const now = row?.now ?? 0;
  // An older state that was written after the one that is gone goes, too.
  const condition = `written_at < toDateTime({settled:UInt32}) AND key IN (
    SELECT key FROM open_opportunities FINAL WHERE is_open = 0 AND written_at < toDateTime({closed:UInt32}))`;
  const parameters = { settled: now - settledSeconds, closed: now - 2 * settledSeconds };
  await removeRows(client, 'open_opportunities', { condition, parameters });
}

/** Merges all of a table, so that nothing has to be merged while it is read. */
export async function mergeTable(client: ClickHouseClient, table: string): Promise<void> {
  await client.command({
    query: `OPTIMIZE TABLE ${table} FINAL`,
    clickhouse_settings: { optimize_skip_merged_partitions: 1 },
  });
}

const tableRow = z.object({ table: z.string() });

async function tablesToMerge(client: ClickHouseClient): Promise<string[]> {
  const rows = await readRows(client, tableRow, {
    query: `SELECT table FROM system.parts
WHERE database = currentDatabase() AND active AND table IN {tables:Array(String)}
GROUP BY table
HAVING count() > 1 AND (sum(rows) - max(rows) > {share:Float64} * sum(rows) OR count() >= {many:UInt32})
ORDER BY table`,
    query_params: { tables: STATE_TABLES, share: UNMERGED_SHARE, many: MANY_PARTS },
  });
  return rows.map(({ table }) => table);
}
