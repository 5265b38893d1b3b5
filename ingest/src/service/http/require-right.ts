import type { IncomingHttpHeaders } from 'node:http';
import type { ApiKey, KeyRight, KeyStore } from '../ports';
import { Problem } from './problems';

const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;
const CHALLENGE = 'Bearer realm="saleshub"';

/**
 * The key that a request shows in `Authorization: Bearer KEY`.
 * @throws Problem `unauthorized` without a valid key, `forbidden` when the key lacks the right
 */
export async function requireRight(keys: KeyStore, headers: IncomingHttpHeaders, right: KeyRight): Promise<ApiKey> {
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
  if (!key.rights.includes(right)) {
    throw new Problem('forbidden', `The key lacks the right ${right}.`, {
      headers: { 'WWW-Authenticate': `${CHALLENGE}, error="insufficient_scope", scope="${right}"` },
    });
  }
  return key;
}
