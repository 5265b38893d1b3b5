import { ClickHouseError, type ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { readRows } from '../read/read-rows';

const ACCESS_DENIED = '497';

/** Bytes that are free on the fullest disk of the store; undefined where the user may not see its disks. */
export async function readFreeBytes(client: ClickHouseClient, signal: AbortSignal): Promise<number | undefined> {
  try {
    const [row] = await readRows(client, z.object({ free: z.string() }), {
      query: 'SELECT toString(min(free_space)) AS free FROM system.disks WHERE NOT is_read_only',
      abort_signal: signal,
    });
    return row && Number(row.free);
  } catch (error) {
    if (error instanceof ClickHouseError && error.code === ACCESS_DENIED) return undefined;
    throw error;
  }
}
