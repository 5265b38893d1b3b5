import { z } from 'zod';

/** A section with fixed keys; a wrong key is answered with the right ones. */
export function section<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, { error: knownKeys(Object.keys(shape)) });
}

/** Words for a key that a section does not have. */
export function knownKeys(keys: readonly string[]) {
  return (issue: { code: string }): string | undefined =>
    issue.code === 'unrecognized_keys' ? `is not known here; it may be ${keys.join(', ')}` : undefined;
}
