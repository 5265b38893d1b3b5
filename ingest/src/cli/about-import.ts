import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Import } from '@saleshub/store/write';

/** What identifies the import of a file. */
export async function aboutImport(
  file: string,
  mapping: string,
): Promise<Pick<Import, 'file' | 'fileHash' | 'mappingHash' | 'author'>> {
  const [fileHash, mappingHash] = await Promise.all([hashOf(file), hashOf(mapping)]);
  return { file: basename(file), fileHash, mappingHash, author: userInfo().username };
}

/** SHA-256; '' of a file that cannot be read, which its reader explains. */
async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch {
    return '';
  }
  return hash.digest('hex');
}
