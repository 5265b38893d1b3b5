import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { ServerError } from './server-error';
import { parseStatement, type PlainStatement } from './statement';

/** Bytes of a statement, with the values of an INSERT … VALUES behind it. */
const MAX_STATEMENT_BYTES = 16 * 2 ** 20;

/** The rows of an insert, and how to read them. */
export interface InsertRequest {
  kind: 'insert';
  target: string;
  settings: string;
  format: string;
  data: Readable;
  compression: 'gzip' | undefined;
}

/**
 * What a request asks for. As with a server, the statement is in the URL and its data in the body, or the statement is
 * the body; a multipart body holds the statement and the query parameters.
 *
 * @param parameters the URL's; those of a multipart body are added to them
 * @throws ServerError 62 for a statement that cannot be taken, 307 for one too long
 */
export async function readQuery(
  request: IncomingMessage,
  parameters: URLSearchParams,
): Promise<PlainStatement | InsertRequest> {
  const compression = compressionOf(request);
  const inUrl = parameters.get('query') ?? '';
  const boundary = /^multipart\/form-data;\s*boundary="?([^";]+)"?/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (inUrl.trim() === '' || boundary !== undefined) {
    const body = await readText(request, compression);
    const sql = boundary === undefined ? body : takeParts(body, boundary, parameters);
    const statement = parseStatement(inUrl === '' ? sql : inUrl);
    if (statement.kind === 'plain') return statement;
    return { ...statement, data: Readable.from([Buffer.from(statement.data)]), compression: undefined };
  }
  const statement = parseStatement(inUrl);
  if (statement.kind === 'plain') {
    if ((await readText(request, compression)).trim() !== '') throw notInsert();
    return statement;
  }
  if (statement.data.trim() === '') return { ...statement, data: request, compression };
  if ((await readText(request, compression)) !== '') throw notInsert();
  return { ...statement, data: Readable.from([Buffer.from(statement.data)]), compression: undefined };
}

function notInsert(): ServerError {
  const message = 'With a statement in the URL the body can only be the data of an INSERT … FORMAT.';
  return new ServerError(62, 'SYNTAX_ERROR', message);
}

function compressionOf(request: IncomingMessage): 'gzip' | undefined {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return undefined;
  if (encoding === 'gzip') return 'gzip';
  throw new ServerError(48, 'NOT_IMPLEMENTED', `Content-Encoding ${encoding} is not supported; send gzip.`);
}

async function readText(request: IncomingMessage, compression: 'gzip' | undefined): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_STATEMENT_BYTES) chunks.push(chunk);
  }
  if (bytes > MAX_STATEMENT_BYTES) throw tooLong();
  const body = Buffer.concat(chunks);
  const plain = compression === undefined ? body : await unzip(body);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch {
    throw new ServerError(62, 'SYNTAX_ERROR', 'The statement is not UTF-8. Send binary data as the body of an INSERT.');
  }
}

async function unzip(body: Buffer): Promise<Buffer> {
  try {
    return await promisify(gunzip)(body, { maxOutputLength: MAX_STATEMENT_BYTES });
  } catch (error) {
    if (error instanceof RangeError) throw tooLong();
    throw new ServerError(354, 'ZLIB_INFLATE_FAILED', 'The body is not gzip, as its Content-Encoding says.', 400);
  }
}

function tooLong(): ServerError {
  return new ServerError(307, 'TOO_MANY_BYTES', `A statement may be ${MAX_STATEMENT_BYTES} bytes.`);
}

/** Adds the query parameters in a multipart body to the URL's and returns the statement in it. */
function takeParts(body: string, boundary: string, parameters: URLSearchParams): string {
  let sql = '';
  for (const part of `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, -1)) {
    const end = part.indexOf('\r\n\r\n');
    const name = /\bname="([^"]*)"/.exec(part.slice(0, end))?.[1];
    const value = part.slice(end + 4);
    if (name === 'query') sql = value;
    else if (end >= 0 && name?.startsWith('param_')) parameters.set(name, value);
    else
      throw new ServerError(48, 'NOT_IMPLEMENTED', 'A multipart body may hold "query" and "param_" fields only.', 400);
  }
  return sql;
}
