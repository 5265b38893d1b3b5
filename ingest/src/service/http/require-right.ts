import type { IncomingHttpHeaders } from 'node:http';
import type { ApiKey, KeyRight, KeyStore } from '../ports';
import { Problem } from './problems';

const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;
const CHALLENGE = 'Bearer realm="saleshub"';

/**
 * The key that a request shows in `Authorization: Bearer KEY`.
 * @throws Problem `unauthorized` without a valid key
 */
export async function requireKey(keys: KeyStore, headers: IncomingHttpHeaders): Promise<ApiKey> {
  const secret = BEARER.exec(headers.authorization ?? '')?.[1];
  if (secret === undefined) {
    throw new Problem('unauthorized', 'Send the header "Authorization: Bearer KEY".', {
      headers: { 'WWW-Authenticate': CHALLENGE },
    });
  }
  const key = await keys.find(secret);
  if (!key) {
    throw new Problem('unauthorized', 'The key is not known.', {
      headers: { 'WWW-Authenticate': `${CHALLENGE}, error="invalid_token"` },
    });
  }
  return key;
}

/** @throws Problem `forbidden` when the key lacks one of the rights */
export function requireRights(key: ApiKey, ...rights: readonly KeyRight[]): void {
  const lacking = rights.filter((right) => !key.rights.includes(right));
  if (lacking.length === 0) return;
  throw new Problem('forbidden', `The key lacks the right ${lacking.join(', ')}.`, {
    headers: { 'WWW-Authenticate': `${CHALLENGE}, error="insufficient_scope", scope="${rights.join(' ')}"` },
  });
}

/**
 * The source that a key may ask about: with the right `admin` any, or all of them (undefined); else its own, with the
 * given rights.
 * @throws Problem `forbidden`
 */
export function askedSource(
  key: ApiKey,
  asked: string | undefined,
  ...rights: readonly KeyRight[]
): string | undefined {
  if (key.rights.includes('admin')) return asked;
  requireRights(key, ...rights);
  if (asked === undefined || asked === key.source) return key.source;
  throw new Problem('forbidden', `The key may ask about its own source, ${key.source}, alone.`);
}
