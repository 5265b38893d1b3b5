import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

const SANE_ID = /^[\w.:-]{1,64}$/;

/** Asked every few seconds by whatever watches the service: only worth a line when something is wrong. */
const PROBES = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * Gives each request an id (the client's `X-Request-Id` where that is sane), echoes it, and logs one line at its end.
 * Headers, bodies and query strings are never logged: they may hold secrets and contact data.
 */
export function logRequests(log: Logger): RequestHandler {
  return pinoHttp<IncomingMessage, ServerResponse>({
    logger: log,
    genReqId: identify,
    customLogLevel: (request, response) => {
      if (response.statusCode >= 500) return 'error';
      return PROBES.has(pathOf(request)) ? 'debug' : 'info';
    },
    customSuccessMessage: (_request, response) =>
      response.writableFinished ? 'request completed' : 'request broken off by the client',
    customErrorMessage: () => 'request failed',
    wrapSerializers: false,
    serializers: {
      req: (request: IncomingMessage) => ({ id: request.id, method: request.method, path: pathOf(request) }),
      res: (response: ServerResponse) => ({ status: response.headersSent ? response.statusCode : null }),
      err: describeError,
    },
  });
}

function identify(request: IncomingMessage, response: ServerResponse): string {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && SANE_ID.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', id);
  return id;
}

/** An error and what caused it, without other properties: a client's errors may carry requests and credentials. */
function describeError({ name, message, stack, cause }: Error): Record<string, unknown> {
  return { type: name, message, stack, ...(cause instanceof Error && { cause: describeError(cause) }) };
}

function pathOf(request: IncomingMessage): string {
  // Express shortens `url` inside a router and keeps the whole in `originalUrl`.
  const url = 'originalUrl' in request ? String(request.originalUrl) : (request.url ?? '');
  return url.split('?', 1)[0] ?? '';
}
