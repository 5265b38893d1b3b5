import { z } from 'zod';
import type { ReadClient } from './connection';

/** The version that ClickHouse gives of itself. */
export async function serverVersion(client: ReadClient): Promise<string> {
  const result = await client.query({ query: 'SELECT version() AS version', format: 'JSONEachRow' });
  const [row] = z.array(z.object({ version: z.string() })).parse(await result.json());
  return row?.version ?? '';
}
