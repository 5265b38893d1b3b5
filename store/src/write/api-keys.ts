import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { WriterUnavailableError } from './commit/group-commit';

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

export interface KeyStore {
  /**
   * The key that the text is, if it is one and not revoked.
   * @throws WriterUnavailableError when the store cannot say
   */
  find: (key: string) => Promise<ApiKey | undefined>;
}

const PREFIX = 'shk';
/** How long a revoked key may go on working in a process that has seen it, milliseconds. */
const REMEMBER_MILLISECONDS = 10_000;

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

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

async function readKeys(client: ClickHouseClient, id?: string) {
  const result = await client.query({
    query: `SELECT id, source, namespace, rights, secret_hash,
  formatDateTime(created_at, '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS created_at, revoked
FROM api_keys FINAL
WHERE {id:String} = '' OR id = {id:String}
ORDER BY source, api_keys.created_at, id`,
    query_params: { id: id ?? '' },
    format: 'JSONEachRow',
  });
  return z.array(keyRow).parse(await result.json());
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
  const [found] = await readKeys(client, id);
  if (!found || id === '' || found.revoked === 1) return false;
  await client.command({
    query: `INSERT INTO api_keys (id, version, source, namespace, rights, secret_hash, created_at, revoked)
SELECT id, version + 1, source, namespace, rights, secret_hash, created_at, 1 FROM api_keys FINAL WHERE id = {id:String}`,
    query_params: { id },
  });
  return true;
}

interface Remembered {
  found: { key: ApiKey; secretHash: Buffer } | undefined;
  until: number;
}

/** Looks keys up in the store and remembers them for some seconds. */
export function createKeyStore(client: ClickHouseClient, clock: () => number = Date.now): KeyStore {
  const remembered = new Map<string, Remembered>();

  const lookUp = async (id: string): Promise<Remembered['found']> => {
    const known = remembered.get(id);
    if (known && known.until > clock()) return known.found;
    const [row] = await readKeys(client, id).catch((error: unknown) => {
      throw new WriterUnavailableError('The store does not answer now.', 2, { cause: error });
    });
    const found =
      row && row.revoked === 0
        ? {
            key: { id: row.id, source: row.source, namespace: row.namespace, rights: row.rights },
            secretHash: Buffer.from(row.secret_hash, 'hex'),
          }
        : undefined;
    if (remembered.size > 10_000) remembered.clear();
    remembered.set(id, { found, until: clock() + REMEMBER_MILLISECONDS });
    return found;
  };

  return {
    find: async (text) => {
      const [, id = '', secret = ''] = /^shk_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/.exec(text) ?? [];
      if (id === '') return undefined;
      const found = await lookUp(id);
      const given = Buffer.from(hashOf(secret), 'hex');
      return found && timingSafeEqual(given, found.secretHash) ? found.key : undefined;
    },
  };
}
