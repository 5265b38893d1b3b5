import type { RequestHandler } from 'express';
import { WriterUnavailableError } from '../ports';

/** Answers 503 `store_unavailable` where the handler has not answered by then, since a store that hangs never does. */
export function answerWithin(milliseconds: number, handler: RequestHandler): RequestHandler {
  return async (request, response, next) => {
    let timer: NodeJS.Timeout | undefined;
    const overdue = new Promise<never>((_resolve, reject) => {
      const error = new WriterUnavailableError('The store has not answered in time.', 2);
      timer = setTimeout(reject, milliseconds, error);
    });
    try {
      await Promise.race([handler(request, response, next), overdue]);
    } finally {
      clearTimeout(timer);
    }
  };
}
