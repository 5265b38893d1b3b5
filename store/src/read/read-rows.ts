import { addAbortSignal, type Readable } from 'node:stream';
import { ClickHouseError, parseError, type ClickHouseClient, type ExecParams } from '@clickhouse/client';
import { z } from 'zod';
import { AnswerError } from './answer-error';

/** A SELECT without a format, as the client takes it. */
export type RowsQuery = Pick<ExecParams, 'query' | 'query_params' | 'clickhouse_settings' | 'abort_signal'>;

/**
 * Sends one SELECT and reads its rows: the one way to read from ClickHouse. An answer counts only when it is complete.
 * ClickHouse sends status 200 before its first row, and so do proxies that lose the rest: therefore the format is one that
 * ends with the number of rows, and the whole of it is read before the first row is used.
 * @param mostBytes that an answer may have
 * @throws ClickHouseError where ClickHouse fails, also in the middle of its rows; AnswerError where the answer is cut or not
 * ClickHouse's; the client's own errors where there is none
 */
export async function readRows<Row>(
  client: Pick<ClickHouseClient, 'exec'>,
  row: z.ZodType<Row>,
  query: RowsQuery,
  mostBytes = MOST_BYTES,
): Promise<Row[]> {
  const answer = await client.exec({
    ...query,
    query: `${query.query}\nFORMAT JSONCompact`,
    // The client would keep the text of a failed answer and lose its status.
    ignore_error_response: true,
  });
  // Once an answer has begun, the client itself does not heed the signal any more.
  if (query.abort_signal) addAbortSignal(query.abort_signal, answer.stream);
  const text = await readText(answer.stream, mostBytes);
  const status = answer.http_status_code ?? 200;
  if (status < 200 || status > 299) throw failureOf(text, status);
  return z.array(row).parse(toRows(text));
}

/** More than any answer with as many rows as a query may have. */
export const MOST_BYTES = 256 * 2 ** 20;

async function readText(stream: Readable, mostBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new AnswerError('answer_too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** ClickHouse's format JSONCompact; `exception` stands in it where a server ends an answer in valid JSON in spite of one. */
const completeAnswer = z.object({
  meta: z.array(z.object({ name: z.string() })),
  // Only looked at: there may be a million rows, which the caller checks.
  data: z.custom<unknown[][]>((data) => Array.isArray(data) && data.every(Array.isArray)),
  rows: z.number(),
  exception: z.never().optional(),
});

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

/** How the format begins. */
const HEAD = '{\n\t"meta":';
/** Exceptions that end an answer are cut to this length, in bytes: ClickHouse's MAX_EXCEPTION_SIZE, with what frames them. */
const EXCEPTION_LENGTH = 16_384 + 200;

/**
 * Why a text is not a complete answer.
 * @param status of HTTP, where it is not success
 */
function failureOf(text: string, status?: number): Error {
  const exception = parseError(text.slice(-EXCEPTION_LENGTH));
  if (exception instanceof ClickHouseError) return exception;
  if (status === undefined) {
    const isClickHouse = text.startsWith(HEAD) || HEAD.startsWith(text);
    return new AnswerError(isClickHouse ? 'incomplete_answer' : 'foreign_answer');
  }
  if ([401, 403, 407].includes(status)) return new AnswerError('proxy_refuses', status);
  if ([502, 503, 504].includes(status)) return new AnswerError('proxy_fails', status);
  // Its words: "Port 9000 is for clickhouse-client program. You must use port 8123 for HTTP."
  if (text.includes('is for clickhouse-client program')) return new AnswerError('native_port');
  return new AnswerError('foreign_answer', status);
}
