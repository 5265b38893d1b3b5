import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { readRows } from '../read/read-rows';

/** The row of the table `settings` that names the secret for contact data. */
const NAME = 'contact_fingerprint';

/** Which secret contact data are hashed with, by its fingerprint; undefined where none were yet. */
export async function loadContactFingerprint(client: ClickHouseClient): Promise<string | undefined> {
  const [row] = await readRows(client, z.object({ value: z.string() }), {
    query: 'SELECT value FROM `settings` FINAL WHERE name = {name:String}',
    query_params: { name: NAME },
  });
  return row?.value;
}

export async function saveContactFingerprint(client: ClickHouseClient, fingerprint: string): Promise<void> {
  await client.command({
    query: 'INSERT INTO `settings` (name, value, updated_at) SELECT {name:String}, {value:String}, now64(3)',
    query_params: { name: NAME, value: fingerprint },
  });
}
