import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { authenticate, refuseForeignOrigin, type Passwords } from './credentials';
import type { Role } from './access-rights';
import type { Engine } from './engine';
import { LEASE_PATH, type Leases } from './leases';
import type { Log } from './log';
import { readQuery } from './query-request';
import { sendAnswer } from './query-response';
import { runQuery } from './run-query';
import { serverErrorOf, ServerError } from './server-error';
import { sessionPrelude } from './session-settings';
import type { Spool } from './spool';

/** Query parameters travel in the URL; a server takes 1 MiB of it. */
const MAX_HEADER_BYTES = 2 ** 20;
/** Longer than a client keeps an idle socket (2.5 s), so that it is never the server that closes it first. */
const KEEP_ALIVE_MILLISECONDS = 10_000;

export interface HttpInterface {
  server: Server;
  /** Resolves when no request is being answered any more. */
  idle(): Promise<void>;
}

export interface HttpInterfaceParts {
  engine: Engine;
  spool: Spool;
  passwords: Passwords;
  leases: Leases;
  isStopping: () => boolean;
  log: Log;
}

/** ClickHouse's HTTP interface over the engine, as far as `@clickhouse/client` uses it. */
export function createHttpInterface(parts: HttpInterfaceParts): HttpInterface {
  const running = new Set<Promise<void>>();
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: 0 }, (request, response) => {
    const answered: Promise<void> = answer(parts, request, response).finally(() => running.delete(answered));
    running.add(answered);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MILLISECONDS;
  return {
    server,
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

async function answer(parts: HttpInterfaceParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let queryId: string = randomUUID();
  try {
    const { pathname, searchParams } = urlOf(request);
    if (pathname === '/ping') {
      response.writeHead(200, { 'Content-Type': 'text/plain; charset=UTF-8' }).end('Ok.\n');
      return;
    }
    refuseForeignOrigin(request);
    queryId = queryIdOf(searchParams) ?? queryId;
    const role = authenticate(request, searchParams, parts.passwords);
    if (parts.isStopping()) throw new ServerError(210, 'NETWORK_ERROR', 'The engine is stopping.', 503);
    if (pathname === LEASE_PATH && role === 'writer') parts.leases.add(response);
    else if (pathname === '/') await answerQuery(parts, { role, queryId, searchParams }, request, response);
    else throw new ServerError(36, 'BAD_ARGUMENTS', 'There is nothing under this path.', 404);
  } catch (error) {
    sendError(parts, response, error, queryId);
  }
}

async function answerQuery(
  { engine, spool }: HttpInterfaceParts,
  signedIn: { role: Role; queryId: string; searchParams: URLSearchParams },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { searchParams, queryId } = signedIn;
  if (request.method !== 'POST' && request.method !== 'GET') {
    throw new ServerError(48, 'NOT_IMPLEMENTED', 'Only GET and POST are supported.');
  }
  // A server lets nothing be changed over GET.
  const role = request.method === 'GET' ? 'reader' : signedIn.role;
  const gone = new AbortController();
  response.on('close', () => gone.abort(new ServerError(210, 'NETWORK_ERROR', 'The client has gone.')));
  const query = await readQuery(request, searchParams);
  const answered = await runQuery(engine, spool, {
    role,
    query,
    prelude: sessionPrelude(role, searchParams),
    defaultFormat: searchParams.get('default_format') ?? 'TabSeparated',
    signal: gone.signal,
  });
  const mayCompress =
    searchParams.get('enable_http_compression') === '1' && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  await sendAnswer(response, answered, queryId, mayCompress);
}

function sendError({ engine, log }: HttpInterfaceParts, response: ServerResponse, error: unknown, id: string): void {
  const answer = serverErrorOf(error);
  // The client gets a server's error as it is. What else goes wrong is answered without its message: it may hold data.
  if (answer.code === 516) log('warn', 'authentication_failed');
  else if (!(error instanceof ServerError)) log('error', 'request_failed', { queryId: id, error: nameOf(error) });
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response
    .writeHead(answer.status, {
      'X-ClickHouse-Query-Id': id,
      'X-ClickHouse-Exception-Code': String(answer.code),
      'Content-Type': 'text/plain; charset=UTF-8',
    })
    .end(answer.body(engine.version));
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error ? String(error.code) : error.name;
}

function urlOf(request: IncomingMessage): URL {
  const url = `http://engine${request.url ?? '/'}`;
  if (!URL.canParse(url)) throw new ServerError(36, 'BAD_ARGUMENTS', 'The URL cannot be read.');
  return new URL(url);
}

function queryIdOf(parameters: URLSearchParams): string | undefined {
  const queryId = parameters.get('query_id') ?? '';
  if (queryId === '') return undefined;
  // It comes back as a header.
  if (!/^[\x20-\x7e]{1,200}$/.test(queryId)) throw new ServerError(36, 'BAD_ARGUMENTS', 'query_id: ASCII text only.');
  return queryId;
}
