import { z } from 'zod';

/** A section with fixed keys; a wrong key is answered with the right ones. */
export function section<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `is not known here; it may be ${Object.keys(shape).join(', ')}` : undefined,
  });
}
