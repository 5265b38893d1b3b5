import { createHash, randomBytes } from 'node:crypto';
import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { DEFAULT_READ_LIMITS, selectRows } from '../read/select-rows';

export const KEY_RIGHTS = ['write', 'read_rejected', 'admin'] as const;
export type KeyRight = (typeof KEY_RIGHTS)[number];

/** A key of the ingest API, without its secret. */
export interface ApiKey {
  id: string;
  source: string;
  namespace: string;
  rights: readonly KeyRight[];
}

export interface ListedApiKey extends ApiKey {
  /** ISO 8601, UTC. */
  createdAt: string;
  revoked: boolean;
}

const PREFIX = 'shk';

/** What is kept of a secret, in hexadecimal digits. */
export const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

/**
 * Makes a key. The secret has 256 random bits, so a plain SHA-256 of it is as good as a slow hash.
 * @returns the key's text; it is kept nowhere and cannot be shown again
 */
export async function createKey(
  client: ClickHouseClient,
  origin: { source: string; namespace: string },
  rights: readonly KeyRight[] = ['write'],
): Promise<string> {
  const id = randomBytes(6).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  await client.command({
    query: `INSERT INTO api_keys (id, version, source, namespace, rights, secret_hash, created_at, revoked)
SELECT {id:String}, 1, {source:String}, {namespace:String}, {rights:Array(String)}, {secret_hash:String}, now64(3), 0`,
    query_params: { id, ...origin, rights, secret_hash: hashOf(secret) },
  });
  return `${PREFIX}_${id}_${secret}`;
}

const keyRow = z.object({
  id: z.string(),
  source: z.string(),
  namespace: z.string(),
  rights: z.array(z.enum(KEY_RIGHTS)),
  secret_hash: z.string(),
  created_at: z.string(),
  revoked: z.number(),
});
export type StoredKey = z.output<typeof keyRow>;

/** Requests wait for it. */
const READ_SECONDS = 5;

/**
 * The keys of these ids, or all; revoked ones too.
 * @throws what selectRows throws, after READ_SECONDS at the latest
 */
export function readKeys(client: ClickHouseClient, ids?: readonly string[]): Promise<StoredKey[]> {
  const statement = {
    sql: `SELECT id, source, namespace, rights, secret_hash,
  formatDateTime(created_at, '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS created_at, revoked
FROM api_keys FINAL
${ids ? 'WHERE id IN {ids:Array(String)}' : ''}
ORDER BY source, api_keys.created_at, id`,
    parameters: ids ? { ids } : {},
  };
  return selectRows(client, statement, keyRow, {
    limits: { ...DEFAULT_READ_LIMITS, seconds: READ_SECONDS },
    signal: AbortSignal.timeout(READ_SECONDS * 1000),
  });
}

export async function listKeys(client: ClickHouseClient): Promise<ListedApiKey[]> {
  const rows = await readKeys(client);
  return rows.map(({ id, source, namespace, rights, created_at, revoked }) => ({
    id,
    source,
    namespace,
    rights,
    createdAt: created_at,
    revoked: revoked === 1,
  }));
}

/** @returns false where there is no such key, or it is revoked already */
export async function revokeKey(client: ClickHouseClient, id: string): Promise<boolean> {
  const [found] = await readKeys(client, [id]);
  if (!found || found.revoked === 1) return false;
  await client.command({
    query: `INSERT INTO api_keys (id, version, source, namespace, rights, secret_hash, created_at, revoked)
SELECT id, version + 1, source, namespace, rights, secret_hash, created_at, 1 FROM api_keys FINAL WHERE id = {id:String}`,
    query_params: { id },
  });
  return true;
}
