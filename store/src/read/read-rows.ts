import { ClickHouseError, parseError, type ClickHouseClient, type QueryParams } from '@clickhouse/client';
import { z } from 'zod';
import { AnswerError } from './answer-error';

/** A SELECT as the client takes it; its format is not the caller's. */
export type RowsQuery = Omit<QueryParams, 'format'>;

/**
 * Sends one SELECT and reads its rows: the one way to read from ClickHouse. An answer counts only when it is complete.
 * ClickHouse sends status 200 before its first row, and so do proxies that lose the rest: therefore the format is one that
 * ends with the number of rows, and the whole of it is read before the first row is used.
 * @throws AnswerError where the answer is cut or not ClickHouse's; the client's own errors when ClickHouse cannot answer, also
 * in the middle of its rows
 */
export async function readRows<Row>(
  client: Pick<ClickHouseClient, 'query'>,
  row: z.ZodType<Row>,
  query: RowsQuery,
): Promise<Row[]> {
  const result = await client.query({ ...query, format: 'JSONCompact' });
  // Once an answer has begun, the client itself does not heed the signal any more.
  const close = () => result.close();
  const signal = query.abort_signal;
  if (signal?.aborted) close();
  signal?.addEventListener('abort', close);
  try {
    return z.array(row).parse(toRows(await result.text()));
  } finally {
    signal?.removeEventListener('abort', close);
  }
}

/** ClickHouse's format JSONCompact; `exception` stands in it where a server ends an answer in valid JSON in spite of one. */
const completeAnswer = z.object({
  meta: z.array(z.object({ name: z.string() })),
  // Only looked at: there may be a million rows, which the caller checks.
  data: z.custom<unknown[][]>((data) => Array.isArray(data) && data.every(Array.isArray)),
  rows: z.number(),
  exception: z.never().optional(),
});

/** How the format begins. */
const HEAD = '{\n\t"meta":';
/** Exceptions that end an answer are cut to this length, in bytes: ClickHouse's MAX_EXCEPTION_SIZE, with what frames them. */
const EXCEPTION_LENGTH = 16_384 + 200;

function toRows(text: string): Record<string, unknown>[] {
  const answer = completeAnswer.safeParse(parseJson(text));
  if (!answer.success || answer.data.rows !== answer.data.data.length) throw failureOf(text);
  const names = answer.data.meta.map(({ name }) => name);
  return answer.data.data.map((values) => {
    const row: Record<string, unknown> = {};
    for (const [index, name] of names.entries()) row[name] = values[index];
    return row;
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why a text is not a complete answer. */
function failureOf(text: string): Error {
  const exception = parseError(text.slice(-EXCEPTION_LENGTH));
  if (exception instanceof ClickHouseError) return exception;
  const isClickHouse = text.startsWith(HEAD) || HEAD.startsWith(text);
  return new AnswerError(isClickHouse ? 'incomplete_answer' : 'foreign_answer');
}
