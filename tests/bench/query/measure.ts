import { json } from 'node:stream/consumers';
import { parseQuery, prepareQuery, type Statement } from '@saleshub/model';
import type { ReadClient } from '@saleshub/store/read';
import { z } from 'zod';
import { contextOf, type Question } from './questions';

/** What a question cost: times in milliseconds at the engine, and what it read each time. */
export interface Cost {
  p50: number;
  p95: number;
  rows: number;
  bytes: number;
}

const answerWithStatistics = z.object({
  statistics: z.object({ elapsed: z.number(), rows_read: z.number(), bytes_read: z.number() }),
});

const LIMITS = { max_execution_time: 120, max_memory_usage: '8000000000' };

/** Asks one statement; the engine says itself what that cost. */
async function runStatement(client: ReadClient, { sql, parameters }: Statement) {
  const result = await client.exec({
    query: `${sql}\nFORMAT JSON`,
    query_params: parameters,
    clickhouse_settings: LIMITS,
  });
  const { statistics } = answerWithStatistics.parse(await json(result.stream));
  return { milliseconds: statistics.elapsed * 1000, rows: statistics.rows_read, bytes: statistics.bytes_read };
}

export interface Rounds {
  atLeast: number;
  atMost: number;
  /** No more rounds are begun after it. */
  milliseconds: number;
}

export const USUAL_ROUNDS: Rounds = { atLeast: 5, atMost: 20, milliseconds: 1000 };

/**
 * Asks the statements some times, after one time that does not count: side by side as the product does, so that a round
 * takes as long as its slowest one.
 */
export async function measureStatements(
  client: ReadClient,
  statements: readonly Statement[],
  { atLeast, atMost, milliseconds }: Rounds = USUAL_ROUNDS,
): Promise<Cost> {
  const times: number[] = [];
  let read = { rows: 0, bytes: 0 };
  const begin = performance.now();
  for (let round = -1; round < atMost; round++) {
    if (round >= atLeast && performance.now() - begin > milliseconds) break;
    const costs = await Promise.all(statements.map((statement) => runStatement(client, statement)));
    const sum = (of: 'rows' | 'bytes') => costs.reduce((total, cost) => total + cost[of], 0);
    read = { rows: sum('rows'), bytes: sum('bytes') };
    if (round >= 0) times.push(Math.max(...costs.map((cost) => cost.milliseconds)));
  }
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), ...read };
}

export function percentile(values: readonly number[], level: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.ceil(level * sorted.length) - 1)] ?? 0;
}

/** What the product asks of ClickHouse for a question. */
export function statementsOf(question: Question): readonly Statement[] {
  return Object.values(prepareQuery(parseQuery(question.query), contextOf(question)).statements);
}
