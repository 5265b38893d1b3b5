import { ClickHouseError, type ClickHouseClient } from '@clickhouse/client';

const READONLY = '164';
const ACCESS_DENIED = '497';

/**
 * Whether the client's user may write to the hub's tables. It is found out by an insert of no rows, which changes nothing.
 * @throws ClickHouseError where the database has no schema
 */
export async function mayWrite(client: ClickHouseClient): Promise<boolean> {
  try {
    await client.command({ query: 'INSERT INTO commits (commit) SELECT 0 WHERE false' });
    return true;
  } catch (error) {
    if (error instanceof ClickHouseError && [READONLY, ACCESS_DENIED].includes(error.code)) return false;
    throw error;
  }
}
