import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { readRows } from '../../read/read-rows';
import type { EventIdentity } from '../encode/encode-event';
import { attemptUntil } from './attempts';
import type { Deadline } from './deadline';

const knownRow = z.object({ id_hash: z.string(), body_hash: z.string() });

/**
 * The body hashes of the ids that are stored already, by id hash.
 * @throws WriterUnavailableError
 */
export async function knownBodies(
  client: ClickHouseClient,
  identities: readonly EventIdentity[],
  deadline: Deadline,
): Promise<Map<bigint, bigint>> {
  const hashes = identities.map(({ idHash }) => idHash.readBigUInt64LE().toString());
  if (hashes.length === 0) return new Map();
  // The numbers stand in the text: a parameter of this length would not fit into a URL.
  const query = `SELECT toString(id_hash) AS id_hash, toString(any(body_hash)) AS body_hash FROM (
  SELECT id_hash, body_hash FROM event_ids WHERE id_hash IN (${hashes.join(',')})
  UNION ALL
  SELECT id_hash, body_hash FROM events
  WHERE commit IN (SELECT commit FROM commits FINAL WHERE done = 0) AND id_hash IN (${hashes.join(',')})
) GROUP BY id_hash`;
  const rows = await attemptUntil(deadline, ({ abort_signal, clickhouse_settings }) =>
    readRows(client, knownRow, {
      query,
      clickhouse_settings: { ...clickhouse_settings, max_query_size: '16000000' },
      abort_signal,
    }),
  );
  return new Map(rows.map((row) => [BigInt(row.id_hash), BigInt(row.body_hash)]));
}

/** What becomes of an event where these bodies are known, by id hash. */
export function verdictOn(
  { idHash, bodyHash }: EventIdentity,
  known: ReadonlyMap<bigint, bigint>,
): 'accepted' | 'duplicate' | 'id_reused' {
  const body = known.get(idHash.readBigUInt64LE());
  if (body === undefined) return 'accepted';
  return body === bodyHash.readBigUInt64LE() ? 'duplicate' : 'id_reused';
}
