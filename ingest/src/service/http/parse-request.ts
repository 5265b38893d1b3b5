import type { z } from 'zod';
import { Problem } from './problems';

/**
 * What a request asks, checked.
 * @param where what is checked: the query string, or the body
 * @throws Problem `invalid_query` or `invalid_body`, naming the first mistake
 */
export function parseRequest<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: 'query' | 'body',
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.join('.') ?? '';
  const code = where === 'query' ? 'invalid_query' : 'invalid_body';
  throw new Problem(code, `${path || `The ${where}`}: ${issue?.message ?? 'is not valid'}.`.replace(/\.\.$/, '.'));
}
