import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { userInfo } from 'node:os';
import { z } from 'zod';

/** What a running engine leaves for others to join it: private, since it holds the passwords. */
export type EngineRecord = z.infer<typeof engineRecord>;

export const passwords = z.object({ writer: z.string().min(1), reader: z.string().min(1) });
const engineRecord = z.object({
  pid: z.int().positive(),
  port: z.int().min(1).max(65_535),
  passwords,
  startedAt: z.iso.datetime(),
});

const nameIn = (dataDirectory: string): string => join(dataDirectory, 'engine.json');

/** The record in a data directory; none if there is no readable one that this user wrote. */
export function readEngineRecord(dataDirectory: string): EngineRecord | undefined {
  try {
    const path = nameIn(dataDirectory);
    const stat = lstatSync(path);
    if (!stat.isFile() || stat.uid !== userInfo().uid) return undefined;
    return engineRecord.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Writes the record in one step: a reader sees the old one or the new one. */
export function writeEngineRecord(dataDirectory: string, record: EngineRecord): void {
  const path = nameIn(dataDirectory);
  const temporary = `${path}.${record.pid}`;
  rmSync(temporary, { force: true });
  writeFileSync(temporary, `${JSON.stringify(record)}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(temporary, path);
}

export function removeEngineRecord(dataDirectory: string): void {
  rmSync(nameIn(dataDirectory), { force: true });
}
