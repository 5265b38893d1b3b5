/** The store cannot take rows now: they may or may not be stored, and sending them again is safe. */
export class WriterUnavailableError extends Error {
  override readonly name = 'WriterUnavailableError';
  readonly code = 'store_unavailable';

  constructor(
    message: string,
    readonly retryAfterSeconds: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** One source has more waiting than is its share; others may go on. Nothing of the rows was taken. */
export class SourceBusyError extends Error {
  override readonly name = 'SourceBusyError';
  readonly code = 'source_busy';
  readonly retryAfterSeconds = 1;
}

/** The store refuses the rows for good: sending them again does not help until its set-up is changed. */
export class StoreRefusedError extends Error {
  override readonly name = 'StoreRefusedError';
  readonly code = 'store_refused';
}
