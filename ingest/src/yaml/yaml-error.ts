/** What is wrong with any YAML file of ours; stable, for programs. */
export type YamlErrorCode =
  'not_readable' | 'invalid_yaml' | 'required' | 'unknown_key' | 'conflicting_keys' | 'invalid_type' | 'invalid_value';

/** One mistake in a YAML file, before its line is known. */
export interface YamlProblem<Code extends string = YamlErrorCode> {
  code: Code;
  /** Keys and list positions from the top of the file. */
  path: readonly PropertyKey[];
  /** What stands there and what may stand there, to follow the path in a sentence. */
  rule: string;
}

/** The first mistake in a YAML file. The message names the file, the line, the path and what may stand there. */
export class YamlError<Code extends string = string> extends Error {
  override readonly name: string = 'YamlError';

  constructor(
    readonly code: Code,
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
