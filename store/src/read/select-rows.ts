import type { Statement } from '@saleshub/model';
import type { z } from 'zod';
import type { Limiter } from '../limiter';
import type { ReadClient } from './connection';
import { MOST_BYTES, readRows, type RowsQuery } from './read-rows';

/** What bounds every statement. */
export interface ReadLimits {
  seconds: number;
  memoryBytes: number;
  rows: number;
  /** Of an answer as it is sent. */
  bytes: number;
}

export const DEFAULT_READ_LIMITS: ReadLimits = {
  seconds: 30,
  memoryBytes: 2_000_000_000,
  rows: 1_000_000,
  bytes: MOST_BYTES,
};

export interface ReadOptions {
  limits?: ReadLimits;
  /** Where statements wait for their turn; each is sent at once where left out. */
  limiter?: Limiter;
  /** Ends the wait for a turn and for the answer. */
  signal?: AbortSignal | undefined;
}

/**
 * Sends one SELECT in its turn and reads its rows.
 * @throws BusyError when its turn does not come; the signal's reason; what readRows throws
 */
export async function selectRows<Row>(
  client: ReadClient,
  { sql, parameters }: Statement,
  row: z.ZodType<Row>,
  { limits = DEFAULT_READ_LIMITS, limiter, signal }: ReadOptions = {},
): Promise<Row[]> {
  const query: RowsQuery = {
    query: sql,
    query_params: parameters,
    clickhouse_settings: {
      max_execution_time: limits.seconds,
      max_memory_usage: String(limits.memoryBytes),
      max_result_rows: String(limits.rows),
      result_overflow_mode: 'throw',
      output_format_json_quote_64bit_integers: 0,
      output_format_json_quote_denormals: 0,
      // A server ends what nobody waits for any more.
      cancel_http_readonly_queries_on_client_close: 1,
    },
    ...(signal && { abort_signal: signal }),
  };
  // Its turn lasts until the last row was read: until then ClickHouse may be at work on it.
  const select = () => readRows(client, row, query, limits.bytes);
  try {
    return await (limiter ? limiter.run(select, signal) : select());
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
