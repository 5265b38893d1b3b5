import { ClickHouseError, type ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

const READONLY = '164';
const ACCESS_DENIED = '497';

/** The version that ClickHouse gives of itself. */
export async function serverVersion(client: ClickHouseClient): Promise<string> {
  const result = await client.query({ query: 'SELECT version() AS version', format: 'JSONEachRow' });
  const [row] = z.array(z.object({ version: z.string() })).parse(await result.json());
  return row?.version ?? '';
}

/** Whether the client's user is refused when it tries to make a table; the attempt changes nothing. */
export async function isReadOnly(client: ClickHouseClient): Promise<boolean> {
  try {
    await client.command({ query: 'CREATE TABLE IF NOT EXISTS commits (commit UInt64) ENGINE = Null' });
    return false;
  } catch (error) {
    if (error instanceof ClickHouseError && [READONLY, ACCESS_DENIED].includes(error.code)) return true;
    throw error;
  }
}
