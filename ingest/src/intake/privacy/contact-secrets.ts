import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContactSecrets } from './contact-hasher';

const FILE = 'contact-secrets';

/**
 * The deployment's secrets: what the environment states, else the file `contact-secrets` in the data folder, one a line
 * with the current one first; undefined where there is neither.
 */
export async function readContactSecrets(
  stated: ContactSecrets | undefined,
  dataDir: string,
): Promise<ContactSecrets | undefined> {
  const path = join(dataDir, FILE);
  if (stated || !existsSync(path)) return stated;
  const [current, ...earlier] = (await readFile(path, 'utf8')).split('\n').flatMap((line) => line.trim() || []);
  if (current === undefined) throw new ContactSecretError('no_contact_secret', `${path} holds no secret.`);
  return [current, ...earlier];
}

/**
 * Makes a deployment's first secret, in a file that only its owner can read. The file is there whole or not at all; of two
 * processes at the same moment one makes it, and both have to read it.
 */
export async function makeContactSecret(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, FILE);
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
}

/** What is wrong with the secrets for contact data. */
export class ContactSecretError extends Error {
  override readonly name = 'ContactSecretError';

  constructor(
    readonly code: 'no_contact_secret' | 'other_contact_secret',
    message: string,
  ) {
    super(message);
  }
}
