import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readEngineRecord } from './engine-record';
import { isRunning } from './process-state';

/** An engine that is still on record so long after its last holder went is held by somebody else. */
const HELD_AFTER_MILLISECONDS = 3_000;
/** An engine that has begun to end gives its queries half a minute. */
const PATIENCE_MILLISECONDS = 40_000;

/**
 * Waits until the engine of a data directory has ended, and so until nothing writes there any more: to be called after
 * one's own hold was given up, before the directory is removed, copied or handed on.
 * @returns false where the engine stays, since another process holds it
 */
export async function waitForEngineEnd(dataDirectory: string): Promise<boolean> {
  const pid = enginePid(dataDirectory);
  if (pid === undefined) return true;
  const began = performance.now();
  while (isRunning(pid)) {
    const waited = performance.now() - began;
    const isOnRecord = readEngineRecord(dataDirectory)?.pid === pid;
    if (waited > (isOnRecord ? HELD_AFTER_MILLISECONDS : PATIENCE_MILLISECONDS)) return false;
    await wait(20);
  }
  return true;
}

/** The process that has the directory locked: the engine signs the lock's file, and removes it just before it ends. */
function enginePid(dataDirectory: string): number | undefined {
  try {
    const [, pid] = /^PID: (\d+)$/m.exec(readFileSync(join(dataDirectory, 'clickhouse/status'), 'utf8')) ?? [];
    return pid === undefined ? undefined : Number(pid);
  } catch {
    return undefined;
  }
}
