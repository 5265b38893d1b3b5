import type { z } from 'zod';
import type { PreparedQuery, QueryTypeDefinition } from './query-type';
import { queryTypes, type Answer, type CheckedQuery } from './registry';
import type { QueryContext } from './shared/context';

/**
 * Turns a checked query into statements and the way from their rows to the answer. Pure: the same query and context
 * give the same text.
 * @throws QueryError when the range or the number of points is out of bounds
 */
export function prepareQuery(query: CheckedQuery, context: QueryContext): PreparedQuery<Answer> {
  const type: QueryTypeDefinition<z.ZodObject, CheckedQuery, Answer> = queryTypes[query.queryType];
  return type.prepare(query, context);
}
