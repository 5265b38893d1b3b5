import type { Role } from './access-rights';
import type { ChdbResult } from './chdb-module';
import type { Engine } from './engine';
import type { InsertRequest } from './query-request';
import type { Answer } from './query-response';
import { quoteText } from './quote';
import { guardReader } from './reader-guard';
import { serverErrorOf, ServerError } from './server-error';
import { READER_RESULT_BYTES } from './session-settings';
import type { Spool } from './spool';
import type { PlainStatement } from './statement';

export interface QueryRun {
  role: Role;
  query: PlainStatement | InsertRequest;
  prelude: string;
  /** Where the statement names none. */
  defaultFormat: string;
  signal: AbortSignal;
}

/**
 * Runs one request's statement in the engine.
 *
 * @throws ServerError the engine's, or a refusal before it
 */
export async function runQuery(engine: Engine, spool: Spool, run: QueryRun): Promise<Answer> {
  const { role, query, prelude, signal, defaultFormat } = run;
  if (role === 'reader') guardReader(query);
  const start = process.hrtime.bigint();
  if (query.kind === 'insert') {
    const { read, bytes } = await insertData(engine, spool, query, prelude, signal);
    return {
      body: new Uint8Array(),
      format: defaultFormat,
      read: { rows: read.rowsRead, bytes },
      written: { rows: read.rowsRead, bytes: read.bytesRead },
      elapsedNanoseconds: process.hrtime.bigint() - start,
    };
  }
  const result = await runPlain(engine, { role, prelude, sql: query.sql, format: defaultFormat, signal });
  const body = result.bytes();
  if (role === 'reader' && body.length > READER_RESULT_BYTES) {
    // The engine itself counts its blocks of columns only, and not the first one.
    const message = `Limit for result exceeded, max bytes: ${READER_RESULT_BYTES}, current bytes: ${body.length}.`;
    throw new ServerError(396, 'TOO_MANY_ROWS_OR_BYTES', message);
  }
  return {
    body,
    format: query.format ?? defaultFormat,
    read: { rows: result.rowsRead, bytes: result.bytesRead },
    written: { rows: 0, bytes: 0 },
    elapsedNanoseconds: process.hrtime.bigint() - start,
  };
}

/**
 * The data go through a file and never behind the statement: there, a blank line would end them, and what follows would
 * run as SQL.
 */
function insertData(
  engine: Engine,
  spool: Spool,
  query: InsertRequest,
  prelude: string,
  signal: AbortSignal,
): Promise<{ read: ChdbResult; bytes: number }> {
  return spool.hold(query.data, async (path, bytes) => {
    const compression = query.compression === undefined ? '' : ` COMPRESSION '${query.compression}'`;
    const source = `FROM INFILE ${quoteText(path)}${compression}`;
    // On lines of their own, so that a comment in the statement ends before them.
    const sql = [query.target, source, query.settings, `FORMAT ${query.format}`].join('\n');
    const read = await runPlain(engine, { role: 'writer', prelude, sql, format: 'Null', signal }, path);
    return { read, bytes };
  });
}

async function runPlain(engine: Engine, query: Parameters<Engine['run']>[0], hidden?: string): Promise<ChdbResult> {
  try {
    return await engine.run(query);
  } catch (error) {
    throw serverErrorOf(error, hidden);
  }
}
