import { ClickHouseError } from '@clickhouse/client';
import {
  QueryError,
  parseQuery,
  prepareQuery,
  type Answer,
  type QueryContext,
  type ResultRow,
  type Statement,
} from '@saleshub/model';
import { z } from 'zod';
import type { Limits } from '../limiter';
import { AnswerError } from './answer-error';
import type { ReadClient } from './connection';
import { DEFAULT_READ_LIMITS, selectRows, type ReadLimits, type ReadOptions } from './select-rows';

/**
 * How many statements of one query are sent or wait for their turn at a time. A query may have many, and each may use
 * every core and all the memory that is allowed: so it leaves places to others, which wait behind these few at most.
 */
const STATEMENTS_AT_ONCE = 2;

/** Statements at a time for all queries of one store, and how many wait, for how long. Grafana waits for 30 seconds. */
export const STATEMENT_LIMITS: Limits = { running: 4, waiting: 4000, patienceMilliseconds: 20_000 };

/**
 * Answers a query: the one way to a number, for panels, alerts and the command line.
 * @throws QueryError for a query that cannot be answered as asked, BusyError when the turn of a statement does not come; the
 * client's own errors when ClickHouse cannot answer
 */
export async function runQuery(
  client: ReadClient,
  query: unknown,
  context: QueryContext,
  options: ReadOptions = {},
): Promise<Answer> {
  const { statements, further, answer, whenEmpty } = prepareQuery(parseQuery(query), context);
  const first = await selectAll(client, statements, options);
  const more = further?.(first) ?? {};
  const answered = answer({ ...first, ...(await selectAll(client, more, options)) });
  answered.statements.push(...Object.values(more));
  if (!whenEmpty?.isEmpty(answered)) return answered;
  try {
    const { extent = [] } = await selectAll(client, { extent: whenEmpty.statement }, options);
    answered.notices.push(whenEmpty.notice(extent));
  } catch {
    // The answer stands without it.
  }
  return answered;
}

/** Only looked at, since there may be a million: a record of cells. */
const resultRow = z.custom<ResultRow>((row) => Object.values(row as object).every(isCell));

const isCell = (cell: unknown) =>
  typeof cell === 'number' || typeof cell === 'string' || cell === null || Array.isArray(cell);

/** The rows of each statement, by its name. The first that fails ends the others: nobody would read them. */
async function selectAll(
  client: ReadClient,
  statements: Readonly<Record<string, Statement>>,
  options: ReadOptions,
): Promise<Record<string, readonly ResultRow[]>> {
  const { limits = DEFAULT_READ_LIMITS, signal } = options;
  const failed = new AbortController();
  const abandoned = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  const results: Record<string, readonly ResultRow[]> = {};
  const rest = Object.entries(statements).values();
  const selectRest = async () => {
    for (const [name, statement] of rest) {
      results[name] = await selectRows(client, statement, resultRow, { ...options, signal: abandoned });
    }
  };
  try {
    await Promise.all(Array.from({ length: STATEMENTS_AT_ONCE }, selectRest));
    return results;
  } catch (error) {
    failed.abort(error);
    throw asQueryError(error, limits) ?? error;
  }
}

/** The errors of ClickHouse that the asker can do something about, by its codes. */
function asQueryError(error: unknown, limits: ReadLimits): QueryError | undefined {
  const narrower = 'Ask for a shorter range, a longer interval, fewer groups, or add a filter.';
  if (error instanceof AnswerError && error.code === 'answer_too_large') {
    return new QueryError('too_many_rows', '', `${error.message} ${narrower}`);
  }
  if (!(error instanceof ClickHouseError)) return undefined;
  switch (error.code) {
    case '159':
      return new QueryError('too_expensive', '', `The query takes longer than ${limits.seconds} seconds. ${narrower}`);
    case '241':
      return new QueryError('too_expensive', '', `The query needs more memory than it may have. ${narrower}`);
    case '396':
      return new QueryError('too_many_rows', '', `The answer has more than ${limits.rows} rows. ${narrower}`);
    case '427':
      return new QueryError('invalid_value', 'filters', 'A filter is not a regular expression that RE2 understands.');
    default:
      return undefined;
  }
}
