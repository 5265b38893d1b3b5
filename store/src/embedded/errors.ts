/**
 * Why the embedded store could not be opened:
 * - `engine_missing`: the optional package `chdb` is not installed, or has no build for this platform
 * - `data_directory_unwritable`: the data directory cannot be made or written to
 * - `data_directory_in_use`: another program holds the data directory and does not let this one join
 * - `engine_start_failed`: anything else; see the message, and `engine.log` in the data directory
 */
export type EmbeddedStoreErrorCode =
  'engine_missing' | 'data_directory_unwritable' | 'data_directory_in_use' | 'engine_start_failed';

export class EmbeddedStoreError extends Error {
  constructor(
    readonly code: EmbeddedStoreErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'EmbeddedStoreError';
  }
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
