import type { ErrorRequestHandler, RequestHandler } from 'express';
import { SourceBusyError, StoreRefusedError, WriterUnavailableError, isStoreAway } from '../ports';
import { ClientGoneError, Problem } from './problems';

/** Any error as the problem that the client gets. What is not known stays inside, as its cause. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof WriterUnavailableError || error instanceof SourceBusyError) {
    const seconds = Math.max(1, Math.ceil(error.retryAfterSeconds));
    return new Problem(error.code, `Send the request again in ${seconds} s; that is safe.`, {
      headers: { 'Retry-After': String(seconds) },
      cause: error,
    });
  }
  if (error instanceof StoreRefusedError) {
    const detail =
      'Sending the request again does not help until the store is put right; the log of the service says why.';
    return new Problem(error.code, detail, { cause: error });
  }
  if (isStoreAway(error)) {
    const headers = { 'Retry-After': '2' };
    return new Problem('store_unavailable', 'Send the request again in 2 s; that is safe.', { headers, cause: error });
  }
  return new Problem('internal_error', 'The log of the service says why, under the id of this request.', {
    cause: error,
  });
}

/** Answers every error as problem+json; stands last in the application. */
export const answerProblem: ErrorRequestHandler = (error: unknown, request, response, next) => {
  const problem = toProblem(error);
  const reason = problem.cause instanceof Error ? problem.cause : problem;
  if (response.destroyed) {
    // The request's own line in the log is written already.
    if (!(error instanceof ClientGoneError)) request.log.error({ err: reason }, 'failed after the client went away');
    return;
  }
  if (problem.status >= 500) response.err = reason;
  if (response.headersSent) {
    next(error); // an answer that has begun can only be cut off
    return;
  }
  response
    .status(problem.status)
    .set(problem.headers)
    .type('application/problem+json')
    .send(JSON.stringify({ ...problem.toBody(), request_id: request.id }));
};

/** Refuses what RFC 9112 wants refused: a request that does not name its host. */
export const requireHost: RequestHandler = (request, _response, next) => {
  if (request.headers.host === undefined && request.httpVersion === '1.1') {
    throw new Problem('invalid_request', 'Send the header Host.');
  }
  next();
};

/** Refuses every path that no route has taken. */
export const refusePath: RequestHandler = () => {
  throw new Problem('not_found', 'No part of this service answers at this path.');
};

/** Refuses the methods that a path does not have. */
export function refuseMethod(...allowed: string[]): RequestHandler {
  const allow = allowed.join(', ');
  return () => {
    throw new Problem('method_not_allowed', `This path has ${allow}.`, { headers: { Allow: allow } });
  };
}
