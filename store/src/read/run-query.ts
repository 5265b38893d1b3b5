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
import type { ReadClient } from './connection';
import type { QueryQueue } from './query-queue';

/** What bounds every read. */
export interface ReadLimits {
  seconds: number;
  memoryBytes: number;
  rows: number;
}

export const DEFAULT_READ_LIMITS: ReadLimits = { seconds: 30, memoryBytes: 2_000_000_000, rows: 1_000_000 };

/**
 * Answers a query: the one way to a number, for panels, alerts and the command line.
 * @throws QueryError for a query that cannot be answered as asked, BusyError when its turn in the queue does not come; the
 * client's own errors when ClickHouse cannot answer
 */
export async function runQuery(
  client: ReadClient,
  query: unknown,
  context: QueryContext,
  options: { limits?: ReadLimits; signal?: AbortSignal; queue?: QueryQueue } = {},
): Promise<Answer> {
  const { statements, answer } = prepareQuery(parseQuery(query), context);
  const { limits = DEFAULT_READ_LIMITS, signal, queue } = options;
  const ask = () => Promise.all(statements.map((statement) => select(client, statement, limits, signal)));
  return answer(await (queue ? queue.pass(ask, signal) : ask()));
}

const resultRow = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

async function select(
  client: ReadClient,
  { sql, parameters }: Statement,
  limits: ReadLimits,
  signal: AbortSignal | undefined,
): Promise<ResultRow[]> {
  try {
    const result = await client.query({
      query: sql,
      query_params: parameters,
      format: 'JSONEachRow',
      clickhouse_settings: {
        max_execution_time: limits.seconds,
        max_memory_usage: String(limits.memoryBytes),
        max_result_rows: String(limits.rows),
        result_overflow_mode: 'throw',
        output_format_json_quote_64bit_integers: 0,
        output_format_json_quote_denormals: 0,
      },
      ...(signal && { abort_signal: signal }),
    });
    return z.array(resultRow).parse(await result.json());
  } catch (error) {
    throw asQueryError(error, limits) ?? error;
  }
}

/** The errors of ClickHouse that the asker can do something about, by its codes. */
function asQueryError(error: unknown, limits: ReadLimits): QueryError | undefined {
  if (!(error instanceof ClickHouseError)) return undefined;
  const narrower = 'Ask for a shorter range, a longer interval, fewer groups, or add a filter.';
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
