import { EmbeddedStoreError, messageOf } from './errors';

/** What this folder uses of `chdb`. Written out, because the package is optional and so are its types. */
export interface ChdbModule {
  Session: new (directory: string, options?: { connectionArgs: readonly string[] }) => ChdbSession;
  /** Resolves when no native work is outstanding. */
  drainPending(): Promise<void>;
}

export interface ChdbSession {
  queryAsync(sql: string, options: { format: string }): Promise<ChdbResult>;
  close(): void;
}

export interface ChdbResult {
  readonly rowsRead: number;
  readonly bytesRead: number;
  bytes(): Uint8Array;
}

/** @throws EmbeddedStoreError `engine_missing` */
export async function loadChdb(): Promise<ChdbModule> {
  // Not a literal, so that the folder compiles where optional packages were left out.
  const name: string = 'chdb';
  try {
    return (await import(name)) as ChdbModule;
  } catch (error) {
    throw new EmbeddedStoreError(
      'engine_missing',
      'The embedded ClickHouse cannot be loaded (npm package "chdb"; it runs on Linux with glibc and on macOS). ' +
        `Set CLICKHOUSE_URL to use a ClickHouse server instead. ${messageOf(error)}`,
      { cause: error },
    );
  }
}
