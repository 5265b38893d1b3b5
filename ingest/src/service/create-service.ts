import express, { type Express } from 'express';
import type { Logger } from 'pino';
import type { Door } from '../door/door';
import { postEvents } from './events/post-events';
import { answerHealth, answerReadiness } from './health/health';
import { answerProblem, refuseMethod, refusePath } from './http/answer-problems';
import { discardUnreadBodies } from './http/discard-unread-body';
import { logRequests } from './http/request-log';
import { completeLimits, type ServiceLimits } from './limits';
import type { EventWriter, KeyStore, Readiness } from './ports';

export interface ServiceOptions {
  writer: EventWriter;
  keys: KeyStore;
  readiness: Readiness;
  log: Logger;
  /** What every event passes. */
  door: Door;
  limits?: Partial<ServiceLimits>;
}

/**
 * The ingest service as an Express application, on the ports that it is given.
 * @throws RangeError when a limit is out of range
 */
export function createService(options: ServiceOptions): Express {
  const { writer, keys, readiness, log, door } = options;
  const limits = completeLimits(options.limits);

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(logRequests(log));
  app.use(discardUnreadBodies(limits.discardMilliseconds));
  app.use((_request, response, next) => {
    response.set('X-Content-Type-Options', 'nosniff');
    next();
  });

  app.route('/healthz').get(answerHealth).all(refuseMethod('GET', 'HEAD'));
  app.route('/readyz').get(answerReadiness(readiness)).all(refuseMethod('GET', 'HEAD'));
  app.route('/v1/events').post(postEvents({ writer, keys, limits, door })).all(refuseMethod('POST'));

  app.use(refusePath);
  app.use(answerProblem);
  return app;
}
