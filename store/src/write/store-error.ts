export type StoreErrorCode =
  'schema_changed' | 'schema_too_new' | 'schema_missing' | 'migration_locked' | 'migration_lock_lost';

/** What is wrong with the store itself, with what to do about it. */
export class StoreError extends Error {
  override readonly name = 'StoreError';

  constructor(
    readonly code: StoreErrorCode,
    message: string,
  ) {
    super(message);
  }
}
