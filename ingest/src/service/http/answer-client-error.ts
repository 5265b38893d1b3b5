import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { Problem } from './problems';

/** How long a client has to read why it was refused, milliseconds. */
const READ_WITHIN = 1_000;

/**
 * Answers what Node refuses before there is a request to answer, in the form of every other error, and ends the
 * connection: what follows on it cannot be read any more.
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return;
  const problem = problemOf(error.code ?? '');
  const id = randomUUID();
  const body = JSON.stringify({ ...problem.toBody(), request_id: id });
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    `X-Request-Id: ${id}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  setTimeout(() => socket.destroy(), READ_WITHIN).unref();
}

function problemOf(code: string): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Problem('headers_too_large', 'The headers of a request may have 16 KiB.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem('headers_timeout', 'The headers of a request must come within 20 s.');
    case 'HPE_INVALID_EOF_STATE':
      return new Problem('invalid_request', 'The connection was ended in the middle of the request.');
    default:
      return new Problem('invalid_request', 'What was sent is not HTTP/1.1, or the chunks of its body are not.');
  }
}
