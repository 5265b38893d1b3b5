import { timingSafeEqual } from 'node:crypto';
import type { ClickHouseClient } from '@clickhouse/client';
import { hashOf, readKeys, type ApiKey } from './api-keys';
import { WriterUnavailableError } from './commit/write-errors';
import { gatherLookUps } from './gather-look-ups';

export interface KeyStore {
  /**
   * The key that the text is, if it is one and not revoked.
   * @throws WriterUnavailableError when the store cannot say
   */
  find: (key: string) => Promise<ApiKey | undefined>;
}

interface FoundKey {
  key: ApiKey;
  secretHash: Buffer;
}

/** How long a revoked key may go on working in a process that has seen it, milliseconds. */
const KNOWN_MILLISECONDS = 10_000;
/** How long an id that was not found is refused without another look-up, milliseconds. */
const UNKNOWN_MILLISECONDS = 1000;
const MOST_UNKNOWN = 10_000;
/** As many ids as fit into a URL of a few kilobytes. */
const IDS_AT_ONCE = 200;
/** Between two look-ups of ids that nobody has heard of: they may be a flood, and events are stored meanwhile. */
const PAUSE_MILLISECONDS = 50;
/** Compared with where there is no key, so that an unknown id takes the way of a wrong secret. */
const NO_SECRET = Buffer.alloc(32);

/**
 * Looks keys up in the store and remembers them for some seconds. Whoever makes up ids cannot cause more than some
 * look-ups a second, nor have keys forgotten, nor hold up those who have shown one.
 */
export function createKeyStore(client: ClickHouseClient, clock: () => number = Date.now): KeyStore {
  // As many as there are keys.
  const known = new Map<string, FoundKey & { until: number }>();
  // Those that were not found last stand last.
  const unknown = new Map<string, number>();
  const read = (ids: readonly string[]) => readFoundKeys(client, ids);
  const lookUpAgain = gatherLookUps(read, { ids: IDS_AT_ONCE, pauseMilliseconds: 0 });
  const lookUpFirst = gatherLookUps(read, { ids: IDS_AT_ONCE, pauseMilliseconds: PAUSE_MILLISECONDS });

  const lookUp = async (id: string): Promise<FoundKey | undefined> => {
    const now = clock();
    const before = known.get(id);
    if (before && before.until > now) return before;
    if ((unknown.get(id) ?? 0) > now) return undefined;
    const found = await (before ? lookUpAgain(id) : lookUpFirst(id));
    if (found) {
      known.set(id, { ...found, until: now + KNOWN_MILLISECONDS });
      return found;
    }
    known.delete(id);
    unknown.delete(id);
    unknown.set(id, clock() + UNKNOWN_MILLISECONDS);
    const [oldest] = unknown.keys();
    if (unknown.size > MOST_UNKNOWN && oldest !== undefined) unknown.delete(oldest);
    return undefined;
  };

  return {
    find: async (text) => {
      const [, id = '', secret = ''] = /^shk_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/.exec(text) ?? [];
      if (id === '') return undefined;
      const found = await lookUp(id);
      const isRight = timingSafeEqual(Buffer.from(hashOf(secret), 'hex'), found?.secretHash ?? NO_SECRET);
      return found && isRight ? found.key : undefined;
    },
  };
}

async function readFoundKeys(client: ClickHouseClient, ids: readonly string[]): Promise<ReadonlyMap<string, FoundKey>> {
  const rows = await readKeys(client, ids).catch((error: unknown) => {
    throw new WriterUnavailableError('The store does not answer now.', 2, { cause: error });
  });
  const valid = rows.filter(({ revoked }) => revoked === 0);
  return new Map(
    valid.map(({ id, source, namespace, rights, secret_hash }) => [
      id,
      { key: { id, source, namespace, rights }, secretHash: Buffer.from(secret_hash, 'hex') },
    ]),
  );
}
