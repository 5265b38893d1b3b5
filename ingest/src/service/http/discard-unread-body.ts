import type { RequestHandler } from 'express';

/**
 * Reads on and throws away what is left of a body when its request was answered early (401, 413, …): closing at
 * once would reset the connection, and the client might lose the answer. Ends a client that goes on for too long.
 */
export function discardUnreadBodies(milliseconds: number): RequestHandler {
  return (request, response, next) => {
    response.once('finish', () => {
      request.resume();
      if (request.complete) return;
      const timer = setTimeout(() => request.socket.destroy(), milliseconds).unref();
      request.once('end', () => clearTimeout(timer));
    });
    next();
  };
}
