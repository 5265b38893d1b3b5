import type { z } from 'zod';
import type { QueryTypeDefinition } from './query-type';
import { QUERY_TYPES, queryTypes, type Answer, type CheckedQuery, type QueryType } from './registry';
import { rule } from './shared/check-fields';
import { filter } from './shared/fields';
import { QueryError, type QueryErrorCode } from './shared/query-error';

/**
 * Checks a query as it was saved or typed.
 * @throws QueryError with the field and what it may be
 */
export function parseQuery(input: unknown): CheckedQuery {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new QueryError('invalid_query', '', 'A query is a JSON object.');
  }
  if ('knownAt' in input) throw new QueryError('not_applicable', 'knownAt', KNOWN_AT);
  const name = (input as { queryType?: unknown }).queryType ?? 'metric';
  const queryType = QUERY_TYPES.find((known) => known === name);
  if (!queryType) {
    throw new QueryError('unknown_query_type', 'queryType', `queryType must be one of ${QUERY_TYPES.join(', ')}.`);
  }
  const type: QueryTypeDefinition<z.ZodObject, CheckedQuery, Answer> = queryTypes[queryType];
  const result = type.schema.safeParse({ ...input, queryType }, { reportInput: true });
  if (!result.success) throw explain(result.error.issues[0], queryType);
  return type.check(result.data);
}

const KNOWN_AT =
  'knownAt is answered on the command line alone: what the hub had received by then has to be put together first.';

const CODES: ReadonlyMap<unknown, QueryErrorCode> = new Map([
  ['statistic', 'unknown_statistic'],
  ['operator', 'unknown_operator'],
  ['interval', 'unknown_interval'],
]);

function explain(issue: z.core.$ZodIssue | undefined, type: QueryType): QueryError {
  const path = (issue?.path ?? []).map(String).join('.');
  if (issue?.code === 'unrecognized_keys') {
    const at = [path, issue.keys[0]].filter(Boolean).join('.');
    const [owner, fields] = path === '' ? [`${type} query`, queryTypes[type].schema.shape] : ['filter', filter.shape];
    const may = Object.keys(fields).join(', ');
    return new QueryError('unknown_field', at, `${at} is not a field of a ${owner}; it has ${may}.`);
  }
  const name = (issue?.path ?? []).findLast((part) => typeof part === 'string');
  const code = issue?.code === 'invalid_value' ? CODES.get(name) : undefined;
  return new QueryError(code ?? 'invalid_value', path, `${path} ${rule(issue)}.`);
}
