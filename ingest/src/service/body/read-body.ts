import type { IncomingMessage } from 'node:http';
import { finished, PassThrough } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ClientGoneError, Problem } from '../http/problems';
import type { BodyFormat } from './body-format';

export interface Patience {
  milliseconds: number;
  /** What they are counted for: the body as a whole, or each silence of a stream (while it is waited for). */
  for: 'body' | 'silence';
}

/**
 * The bytes of a request's body, inflated, no faster than they are taken.
 * The request itself is never destroyed: that would close its socket, and an answer could not be sent any more.
 * @throws Problem `invalid_gzip`, `body_timeout`
 * @throws ClientGoneError
 */
export async function* readBody(
  request: IncomingMessage,
  encoding: BodyFormat['encoding'],
  patience: Patience,
): AsyncGenerator<Buffer, void, undefined> {
  const body = encoding === 'gzip' ? createGunzip({ chunkSize: 65_536 }) : new PassThrough();
  const startTimer = () =>
    setTimeout(() => {
      const seconds = patience.milliseconds / 1000;
      body.destroy(new Problem('body_timeout', `The ${patience.for} lasted longer than ${seconds} s.`));
    }, patience.milliseconds);

  finished(request, { writable: false }, (error) => {
    if (error) body.destroy(new ClientGoneError());
  });
  request.pipe(body);
  let timer = startTimer();
  try {
    for await (const bytes of body as AsyncIterable<Buffer>) {
      if (patience.for === 'silence') clearTimeout(timer);
      yield bytes;
      if (patience.for === 'silence') timer = startTimer();
    }
  } catch (error) {
    throw isInflateError(error) ? new Problem('invalid_gzip', 'The body is not whole, valid gzip.') : error;
  } finally {
    clearTimeout(timer);
    body.destroy();
  }
}

function isInflateError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('Z_');
}
