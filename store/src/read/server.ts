import { z } from 'zod';
import type { ReadClient } from './connection';
import { selectRows, type ReadOptions } from './select-rows';

/** The version that ClickHouse gives of itself. */
export async function serverVersion(client: ReadClient, options?: ReadOptions): Promise<string> {
  const statement = { sql: 'SELECT version() AS version', parameters: {} };
  const [row] = await selectRows(client, statement, z.object({ version: z.string() }), options);
  return row?.version ?? '';
}
