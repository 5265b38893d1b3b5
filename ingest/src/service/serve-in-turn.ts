import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';

export interface TurnLimits {
  /** Requests that may wait on one connection; a client that sends more is cut off. */
  waitingRequests: number;
  /** Milliseconds in which a client must have taken an answer; else it is cut off. */
  takeMilliseconds: number;
}

/**
 * Answers the requests of a connection one after the other, as HTTP/1.1 has them answered anyway: a client that sends
 * many and reads nothing costs the memory of one answer, and only for a while.
 */
export function serveInTurn(listener: RequestListener, limits: TurnLimits): RequestListener {
  const connections = new WeakMap<Socket, { last: Promise<void>; waiting: number }>();
  return (request, response) => {
    const { socket } = request;
    const connection = connections.get(socket) ?? { last: Promise.resolve(), waiting: 0 };
    connections.set(socket, connection);
    if (connection.waiting === limits.waitingRequests) {
      socket.destroy();
      return;
    }
    connection.waiting += 1;
    // All of the answer is in the socket's buffer then.
    response.once('prefinish', () => {
      const timer = setTimeout(() => socket.destroy(), limits.takeMilliseconds);
      response.once('close', () => clearTimeout(timer));
    });
    const answered = new Promise<void>((resolve) => {
      response.once('close', () => {
        connection.waiting -= 1;
        resolve();
      });
    });
    connection.last = connection.last.then(() => {
      if (socket.destroyed) return;
      listener(request, response);
      return answered;
    });
  };
}
