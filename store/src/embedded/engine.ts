import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ChdbResult, ChdbSession } from './chdb-module';
import { loadChdb } from './chdb-module';
import type { Role } from './access-rights';
import { EmbeddedStoreError, messageOf } from './errors';
import { isRunning } from './process-state';
import { openLimiter } from '../limiter';

/** libuv's threads: every running query holds one, and files and compression need some beside them. */
export const THREAD_POOL_SIZE = 16;

/** Queries at a time. Each role has its own, so that slow dashboards never hold up an insert. */
const PARALLEL_QUERIES: Readonly<Record<Role, number>> = { reader: 5, writer: 5 };

export interface EngineQuery {
  role: Role;
  /** What to run first in the same session; see session-settings.ts. */
  prelude: string;
  sql: string;
  /** The output format where the statement names none. */
  format: string;
  /** Given up while still waiting for its turn. Once it runs, only its limits end it. */
  signal: AbortSignal;
}

/** The ClickHouse engine, in this process, on one data directory. */
export interface Engine {
  /** ClickHouse's version, e.g. 26.7.2.1 */
  readonly version: string;
  /** Runs one statement in a session of its own; rejects with the engine's error. */
  run(query: EngineQuery): Promise<ChdbResult>;
  /** Waits for running queries and gives the data directory back. */
  close(): Promise<void>;
}

/**
 * Opens the engine on a directory that no other process may hold.
 *
 * @param configuration path of the configuration file with the access rights
 * @throws EmbeddedStoreError `engine_missing`, `data_directory_in_use` or `engine_start_failed`
 */
export async function openEngine(directory: string, configuration: string): Promise<Engine> {
  const chdb = await loadChdb();
  // Keeps the engine up between requests; none runs in it.
  const connectionArgs = [`--config-file=${configuration}`];
  const anchor = await openAnchor(directory, () => new chdb.Session(directory, { connectionArgs }));
  const limiters = {
    reader: openLimiter({ running: PARALLEL_QUERIES.reader }),
    writer: openLimiter({ running: PARALLEL_QUERIES.writer }),
  };

  // A session is never used twice: after a failure its next answer would begin with what the failed query had put out,
  // and SET, USE and query parameters would live on.
  const inFreshSession = async (sql: string, format: string): Promise<ChdbResult> => {
    const session = new chdb.Session(directory);
    try {
      return await session.queryAsync(sql, { format });
    } finally {
      session.close();
    }
  };

  const version = Buffer.from((await inFreshSession('SELECT version()', 'TabSeparatedRaw')).bytes());
  return {
    version: version.toString('utf8').trim(),
    run: ({ role, prelude, sql, format, signal }) =>
      limiters[role].run(() => inFreshSession(prelude + sql, format), signal),
    async close() {
      await chdb.drainPending();
      anchor.close();
      await chdb.drainPending();
    },
  };
}

async function openAnchor(directory: string, open: () => ChdbSession): Promise<ChdbSession> {
  try {
    return open();
  } catch (error) {
    throw (await isHeldElsewhere(directory))
      ? new EmbeddedStoreError('data_directory_in_use', 'Another process holds the data directory.', { cause: error })
      : new EmbeddedStoreError('engine_start_failed', messageOf(error), { cause: error });
  }
}

/**
 * Whether a living process has the directory locked. The engine prints the reason of a failure instead of throwing it,
 * but the lock's file names its holder.
 */
async function isHeldElsewhere(directory: string): Promise<boolean> {
  // The holder may have taken the lock a moment ago and not have signed yet.
  await wait(100);
  try {
    const pid = /^PID: (\d+)$/m.exec(readFileSync(join(directory, 'status'), 'utf8'))?.[1];
    return pid !== undefined && isRunning(Number(pid));
  } catch {
    // It went away between our attempt and now.
    return true;
  }
}
