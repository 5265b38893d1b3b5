import { accessSync, constants, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { EmbeddedStore, EmbeddedStoreLogEntry } from './embedded-store';
import { EmbeddedStoreError, messageOf } from './errors';
import { holdEngine, type EnginePlan } from './hold-engine';
import { superviseEngine } from './supervise-engine';

export type { Credentials, EmbeddedStore, EmbeddedStoreLogEntry } from './embedded-store';
export { waitForEngineEnd } from './wait-for-engine-end';
export { EmbeddedStoreError, type EmbeddedStoreErrorCode } from './errors';

export interface EmbeddedStoreOptions {
  /** Where the data lie; made if missing. */
  dataDir: string;
  /**
   * The hub's database, `saleshub` if left out: its tables are what the reader may read, beside those of the databases that
   * lie in the folder when an engine is started.
   */
  database?: string;
  /** Passwords of an engine this call starts; random ones where left out. A running engine keeps its own. */
  writerPassword?: string;
  readerPassword?: string;
  /** Port of an engine this call starts; any free one if left out. A running engine keeps its own. */
  port?: number;
  /** How long the engine stays when nobody holds it any more, so that commands in a row share it: 1000 if left out. */
  graceMilliseconds?: number;
  /** Called with what happens to the engine, e.g. `engine_restarted`; never passwords, SQL or data. */
  log?: (entry: EmbeddedStoreLogEntry) => void;
}

/**
 * Opens the embedded ClickHouse on a data directory: joins the engine that runs on it, or starts one. While the store is
 * open, an engine that dies is started again under the same address and credentials; what was being asked fails, what
 * was acknowledged is there. Holding the store does not keep this process alive.
 *
 * The tables belong in a database of their own (`CREATE DATABASE … ENGINE = Atomic`): the engine's `default` is an
 * overlay without refreshable views or EXCHANGE.
 *
 * @throws EmbeddedStoreError
 */
export async function openEmbeddedStore(options: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  const plan: EnginePlan = {
    dataDirectory: resolve(options.dataDir),
    database: options.database ?? 'saleshub',
    passwords: { writer: options.writerPassword, reader: options.readerPassword },
    port: options.port,
    graceMilliseconds: options.graceMilliseconds ?? 1000,
  };
  prepareDirectory(plan.dataDirectory);
  return superviseEngine(await holdEngine(plan), plan, options.log ?? (() => undefined));
}

function prepareDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new EmbeddedStoreError('data_directory_unwritable', messageOf(error), { cause: error });
  }
}
