import type { IncomingMessage } from 'node:http';
import { finished, PassThrough } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ClientGoneError, Problem } from '../http/problems';
import type { BodyFormat } from './body-format';

export interface BodyLimits {
  /** What the patience is counted for: the body as a whole, or each silence of a stream (while it is waited for). */
  patienceFor: 'body' | 'silence';
  milliseconds: number;
  /** Of a gzip body. */
  inflatedBytes: number;
  /** Aborted when the body is not to be read any further, since the service stops. */
  stopping?: AbortSignal;
}

/**
 * The bytes of a request's body, inflated, no faster than they are taken.
 * The request itself is never destroyed: that would close its socket, and an answer could not be sent any more.
 * @throws Problem `invalid_gzip`, `body_timeout`, `body_too_large`, `service_stopping`
 * @throws ClientGoneError
 */
export async function* readBody(
  request: IncomingMessage,
  encoding: BodyFormat['encoding'],
  limits: BodyLimits,
): AsyncGenerator<Buffer, void, undefined> {
  const body = encoding === 'gzip' ? createGunzip({ chunkSize: 65_536 }) : new PassThrough();
  const startTimer = () =>
    setTimeout(() => {
      const seconds = limits.milliseconds / 1000;
      body.destroy(new Problem('body_timeout', `The ${limits.patienceFor} lasted longer than ${seconds} s.`));
    }, limits.milliseconds);

  finished(request, { writable: false }, (error) => {
    if (error) body.destroy(new ClientGoneError());
  });
  const stop = () => body.destroy(stoppingProblem());
  if (limits.stopping?.aborted) stop();
  limits.stopping?.addEventListener('abort', stop);
  request.pipe(body);
  let timer = startTimer();
  let inflated = 0;
  try {
    for await (const bytes of body as AsyncIterable<Buffer>) {
      inflated += encoding === 'gzip' ? bytes.length : 0;
      if (inflated > limits.inflatedBytes) {
        const detail = `A gzip body may inflate to ${limits.inflatedBytes} bytes; send the rest in another request.`;
        throw new Problem('body_too_large', detail);
      }
      if (limits.patienceFor === 'silence') clearTimeout(timer);
      yield bytes;
      if (limits.patienceFor === 'silence') timer = startTimer();
    }
  } catch (error) {
    throw isInflateError(error) ? new Problem('invalid_gzip', 'The body is not whole, valid gzip.') : error;
  } finally {
    clearTimeout(timer);
    limits.stopping?.removeEventListener('abort', stop);
    body.destroy();
  }
}

function stoppingProblem(): Problem {
  const headers = { 'Retry-After': '5' };
  return new Problem('service_stopping', 'Send the rest in a new request in 5 s; all of it again is safe.', {
    headers,
  });
}

function isInflateError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('Z_');
}
