import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { readRows } from '../read/read-rows';

/** How far state is behind what is stored, and how old that is; in seconds, by the store's clock. */
export interface Coverage {
  /** The age of the oldest batch that state does not cover; 0 where it covers all. */
  stateLag: number;
  /** The age of the newest batch; null where there was none in the last days. */
  newestAge: number | null;
}

const coverageRow = z.object({ stateLag: z.number(), newestAge: z.number().nullable() });

/** @throws what `readRows` throws */
export async function readCoverage(client: ClickHouseClient, signal: AbortSignal): Promise<Coverage> {
  const [row] = await readRows(client, coverageRow, {
    query: `SELECT if(pending = 0, 0, dateDiff('millisecond', oldest, now64(3)) / 1000) AS stateLag,
  if(batches = 0, NULL, dateDiff('millisecond', newest, now64(3)) / 1000) AS newestAge
FROM (
  SELECT countIf(done = 0) AS pending, minIf(received_at, done = 0) AS oldest, count() AS batches, max(received_at) AS newest
  FROM commits FINAL
)`,
    abort_signal: signal,
  });
  return row ?? { stateLag: 0, newestAge: null };
}
