/** What is wrong with a mapping file; stable, for programs. */
export type MappingErrorCode =
  | 'not_readable'
  | 'invalid_yaml'
  | 'required'
  | 'unknown_key'
  | 'conflicting_keys'
  | 'invalid_type'
  | 'invalid_value'
  | 'unknown_field'
  | 'unknown_lookup'
  | 'unknown_time_format'
  | 'unknown_time_zone'
  | 'invalid_template';

/** One mistake in a mapping file, before its line is known. */
export interface MappingProblem {
  code: MappingErrorCode;
  /** Keys and list positions from the top of the file. */
  path: readonly PropertyKey[];
  /** What stands there and what may stand there, to follow the path in a sentence. */
  rule: string;
}

/** The first mistake in a mapping file. The message names the file, the line, the path and what may stand there. */
export class MappingError extends Error {
  override readonly name = 'MappingError';

  constructor(
    readonly code: MappingErrorCode,
    /** Such as `events[0].fields.amount`; empty for the file as a whole. */
    readonly path: string,
    /** Counted from 1. */
    readonly line: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** `['events', 0, 'id']` → `events[0].id` */
export function writePath(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}
