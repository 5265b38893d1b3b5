import { lstatSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { isRunning } from './process-state';
import { ServerError } from './server-error';

/** Bytes of one insert, as sent. The tables' writer sends a few MiB at a time. */
const MAX_INSERT_BYTES = 256 * 2 ** 20;

const SHARED_MEMORY = '/dev/shm';
const PREFIX = 'saleshub-spool-';
const FOLDER = /^saleshub-spool-(\d+)-/;

/** Private files for the data of inserts on their way into the engine. */
export interface Spool {
  /**
   * Writes the data to a file, hands its path and size in bytes to `use`, and removes it whatever happens.
   *
   * @throws ServerError 307 when the data are too many, 243 when there is no room for them
   */
  hold<T>(data: Readable, use: (path: string, bytes: number) => Promise<T>): Promise<T>;
  remove(): void;
}

/**
 * Makes a spool of this process and removes those that killed ones left behind. It lies in memory where there is room:
 * the data are written once and read once.
 */
export function openSpool(maxBytes: number = MAX_INSERT_BYTES): Spool {
  [SHARED_MEMORY, tmpdir()].forEach(removeAbandoned);
  const folder = makeFolder(maxBytes);
  let count = 0;
  return {
    async hold(data, use) {
      count += 1;
      const path = join(folder, String(count));
      try {
        return await use(path, await writeAll(data, path, maxBytes));
      } finally {
        await rm(path, { force: true });
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function makeFolder(maxBytes: number): string {
  const prefix = `${PREFIX}${process.pid}-`;
  // A container's /dev/shm often holds 64 MiB only: too little for a few large inserts at once.
  if (freeBytes(SHARED_MEMORY) >= 4 * maxBytes) {
    try {
      return mkdtempSync(join(SHARED_MEMORY, prefix));
    } catch {
      // Not ours to write: the disk will do.
    }
  }
  const folder = mkdtempSync(join(tmpdir(), prefix));
  // The engine reads the path of a file as a pattern.
  if (/[*?{}[\]]/.test(folder)) throw new Error(`The folder for temporary files may not hold any of *?{}[]: ${folder}`);
  return folder;
}

async function writeAll(data: Readable, path: string, maxBytes: number): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  let bytes = 0;
  let failure: Error | undefined;
  try {
    for await (const chunk of data as AsyncIterable<Buffer>) {
      // A client reads the answer only when it has sent everything: after a failure the rest is taken and dropped.
      if (failure !== undefined) continue;
      bytes += chunk.length;
      failure = bytes > maxBytes ? tooManyBytes(maxBytes) : await failureOf(file.appendFile(chunk));
    }
  } finally {
    await file.close();
  }
  if (failure !== undefined) throw failure;
  return bytes;
}

function tooManyBytes(maxBytes: number): ServerError {
  const message = `The data of an insert may be ${maxBytes} bytes; send it in smaller parts.`;
  return new ServerError(307, 'TOO_MANY_BYTES', message);
}

async function failureOf(writing: Promise<void>): Promise<Error | undefined> {
  try {
    await writing;
    return undefined;
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
    if (isFull) return new ServerError(243, 'NOT_ENOUGH_SPACE', 'There is no room for the data of the insert.');
    return error instanceof Error ? error : new Error(String(error));
  }
}

function removeAbandoned(parent: string): void {
  for (const name of namesIn(parent)) {
    const pid = FOLDER.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const path = join(parent, name);
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory() && stat.uid === userInfo().uid) rmSync(path, { recursive: true, force: true });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
