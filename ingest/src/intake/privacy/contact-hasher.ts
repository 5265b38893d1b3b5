import { createHash, createHmac } from 'node:crypto';

/** The deployment's secrets for contact data: the current one first, then earlier ones, the newest first. */
export type ContactSecrets = readonly [current: string, ...earlier: string[]];

/** Replaces what identifies a person by a keyed hash: the same person is the same hash, and nobody can turn it back. */
export interface ContactHasher {
  /** HMAC-SHA-256 under the current secret, base64url. */
  hash: (value: string) => string;
  /** The hash under every secret, the current one first: whatever the person was stored as. */
  hashes: (value: string) => string[];
  /**
   * The digest of an event's body, 8 bytes. Keyed, so that nobody can guess at what a body held; by the oldest
   * secret, so that a rotation does not make every event sent again another one.
   */
  digest: (body: string) => Buffer;
  /** The hash under the oldest secret, for what a digest is made of. */
  hashForDigest: (value: string) => string;
  /** Names the secrets without giving them away, the current one first. */
  fingerprints: string[];
}

export function createContactHasher(secrets: ContactSecrets): ContactHasher {
  const hashWith = (secret: string, value: string) =>
    createHmac('sha256', secret).update(normalise(value)).digest('base64url');
  const [current] = secrets;
  const oldest = secrets.at(-1) ?? current;
  // A keyed start that is copied is as good as an HMAC here, since 8 of 32 bytes are given out, and half its cost.
  const keyed = createHash('sha256').update(createHmac('sha256', oldest).update('event digest').digest());
  return {
    hash: (value) => hashWith(current, value),
    hashes: (value) => secrets.map((secret) => hashWith(secret, value)),
    digest: (body) => keyed.copy().update(body).digest().subarray(0, 8),
    hashForDigest: (value) => hashWith(oldest, value),
    fingerprints: secrets.map((secret) =>
      createHmac('sha256', secret).update('fingerprint').digest('base64url').slice(0, 16),
    ),
  };
}

/** E-mail addresses are the same in capitals; other identifiers are not. */
function normalise(value: string): string {
  const text = value.normalize('NFC').trim();
  return text.includes('@') ? text.toLowerCase() : text;
}
