import type { z } from 'zod';
import { rule } from './check-fields';
import { checkMetricQuery, type CheckedMetricQuery } from './check-metric';
import { QueryError, type QueryErrorCode } from './query-error';
import {
  checkAccountsAtRiskQuery,
  type CheckedAccountsAtRiskQuery,
} from './types/accounts-at-risk/check-accounts-at-risk';
import { checkAffinityQuery, type CheckedAffinityQuery } from './types/affinity/check-affinity';
import { checkAttributionQuery, type CheckedAttributionQuery } from './types/attribution/check-attribution';
import { checkJourneyQuery, type CheckedJourneyQuery } from './types/journey/check-journey';
import { checkAnnotationsQuery, type CheckedAnnotationsQuery } from './types/annotations/check-annotations';
import { checkForecastQuery, type CheckedForecastQuery } from './types/forecast/check-forecast';
import { checkFunnelQuery, type CheckedFunnelQuery } from './types/funnel/check-funnel';
import { checkLeaderboardQuery, type CheckedLeaderboardQuery } from './types/leaderboard/check-leaderboard';
import { checkRecordsQuery, type CheckedRecordsQuery } from './types/records/check-records';
import { QUERY_TYPES, filter, queryTypes, type DefinitionsQuery, type Query, type QueryType } from './schema';

/** A query whose every part fits the rest of it. */
export type CheckedQuery =
  | CheckedMetricQuery
  | CheckedLeaderboardQuery
  | CheckedFunnelQuery
  | CheckedForecastQuery
  | CheckedAccountsAtRiskQuery
  | CheckedJourneyQuery
  | CheckedAttributionQuery
  | CheckedAffinityQuery
  | CheckedRecordsQuery
  | CheckedAnnotationsQuery
  | DefinitionsQuery;

/**
 * Checks a query as it was saved or typed.
 * @throws QueryError with the field and what it may be
 */
export function parseQuery(input: unknown): CheckedQuery {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new QueryError('invalid_query', '', 'A query is a JSON object.');
  }
  const type = (input as { queryType?: unknown }).queryType ?? 'metric';
  if (typeof type !== 'string' || !Object.hasOwn(queryTypes, type)) {
    throw new QueryError('unknown_query_type', 'queryType', `queryType must be one of ${QUERY_TYPES.join(', ')}.`);
  }
  const queryType = type as QueryType;
  const result = queryTypes[queryType].safeParse({ ...input, queryType }, { reportInput: true });
  if (!result.success) throw explain(result.error.issues[0], queryType);
  return check(result.data);
}

function check(query: Query): CheckedQuery {
  switch (query.queryType) {
    case 'metric':
      return checkMetricQuery(query);
    case 'leaderboard':
      return checkLeaderboardQuery(query);
    case 'journey':
      return checkJourneyQuery(query);
    case 'attribution':
      return checkAttributionQuery(query);
    case 'affinity':
      return checkAffinityQuery(query);
    case 'records':
      return checkRecordsQuery(query);
    case 'funnel':
      return checkFunnelQuery(query);
    case 'forecast':
      return checkForecastQuery(query);
    case 'accounts_at_risk':
      return checkAccountsAtRiskQuery(query);
    case 'annotations':
      return checkAnnotationsQuery(query);
    case 'definitions':
      return query;
  }
}

const CODES: Record<string, QueryErrorCode> = {
  statistic: 'unknown_statistic',
  operator: 'unknown_operator',
  interval: 'unknown_interval',
};

function explain(issue: z.core.$ZodIssue | undefined, type: QueryType): QueryError {
  const path = (issue?.path ?? []).map(String).join('.');
  if (issue?.code === 'unrecognized_keys') {
    const at = [path, issue.keys[0]].filter(Boolean).join('.');
    const [owner, fields] = path === '' ? [`${type} query`, queryTypes[type].shape] : ['filter', filter.shape];
    const may = Object.keys(fields).join(', ');
    return new QueryError('unknown_field', at, `${at} is not a field of a ${owner}; it has ${may}.`);
  }
  const name = (issue?.path ?? []).findLast((part) => typeof part === 'string');
  const code = issue?.code === 'invalid_value' ? CODES[String(name)] : undefined;
  return new QueryError(code ?? 'invalid_value', path, `${path} ${rule(issue)}.`);
}
