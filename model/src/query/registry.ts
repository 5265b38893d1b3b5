import type { z } from 'zod';
import { accountsAtRisk } from './types/accounts-at-risk';
import { affinity } from './types/affinity';
import { annotations } from './types/annotations';
import { attribution } from './types/attribution';
import { definitions } from './types/definitions';
import { forecast } from './types/forecast';
import { funnel } from './types/funnel';
import { journey } from './types/journey';
import { leaderboard } from './types/leaderboard';
import { metric } from './types/metric';
import { records } from './types/records';

/** Every type of query, under the name that queries give it. */
export const queryTypes = {
  metric,
  leaderboard,
  funnel,
  forecast,
  accounts_at_risk: accountsAtRisk,
  journey,
  attribution,
  affinity,
  records,
  annotations,
  definitions,
} as const;

export type QueryType = keyof typeof queryTypes;
export const QUERY_TYPES = Object.keys(queryTypes) as QueryType[];

type SchemaOf<Type extends QueryType> = (typeof queryTypes)[Type]['schema'];

export type Query = z.output<SchemaOf<QueryType>>;
/** A query as it is saved: what has a default may be absent. */
export type QueryInput = z.input<SchemaOf<QueryType>>;
/** A query whose every part fits the rest of it. */
export type CheckedQuery = ReturnType<(typeof queryTypes)[QueryType]['check']>;
export type Answer = ReturnType<ReturnType<(typeof queryTypes)[QueryType]['prepare']>['answer']>;
