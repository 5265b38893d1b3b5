import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Intake } from '../intake/intake';
import { createMemoryBudget } from './body/memory-budget';
import { getContractPage, getOpenApi } from './contract/contract-routes';
import { postEvents } from './events/post-events';
import { answerHealth, answerReadiness } from './health/health';
import { answerWithin } from './http/answer-within';
import { answerProblem, refuseMethod, refusePath, requireHost } from './http/answer-problems';
import { discardUnreadBodies } from './http/discard-unread-body';
import { logRequests } from './http/request-log';
import { completeLimits, type ServiceLimits } from './limits';
import { getImport, getImports, postUndo } from './imports/import-routes';
import type { ServiceMetrics } from './metrics/service-metrics';
import type { EventWriter, KeyStore, Readiness, RecordHub, RejectedStore, SourceCatalogue } from './ports';
import { getRejected, postReplay } from './rejected/rejected-routes';
import { postSnapshot } from './snapshots/post-snapshot';
import { getSources } from './sources/get-sources';

export interface ServiceOptions {
  writer: EventWriter;
  keys: KeyStore;
  readiness: Readiness;
  metrics: ServiceMetrics;
  log: Logger;
  /** Where refused events are kept. */
  rejected: RejectedStore;
  sources: SourceCatalogue;
  records: RecordHub;
  /** What every event passes. */
  intake: Intake;
  limits?: Partial<ServiceLimits>;
  /** Aborted when the service stops: see `ListenOptions`. */
  stopping?: AbortSignal;
  /** Milliseconds since 1970; the machine's clock unless given. */
  clock?: () => number;
}

/**
 * The ingest service as an Express application, on the ports that it is given.
 * @throws RangeError when a limit is out of range
 */
export function createService(options: ServiceOptions): Express {
  const { keys, sources, records, readiness, log, intake, metrics, clock = Date.now } = options;
  const { stopping = new AbortController().signal } = options;
  const limits = completeLimits(options.limits);
  const writer = metrics.countVerdicts(options.writer);
  const rejected = metrics.countRefused(options.rejected);
  const budget = createMemoryBudget(limits.heldBytes);
  const inTime = (handler: RequestHandler) => answerWithin(limits.answerMilliseconds, handler);

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(logRequests(log));
  app.use(metrics.observe);
  app.use(discardUnreadBodies(limits.discardMilliseconds));
  app.use((_request, response, next) => {
    response.set('X-Content-Type-Options', 'nosniff');
    next();
  });

  app.use(requireHost);

  app.route('/healthz').get(answerHealth).all(refuseMethod('GET', 'HEAD'));
  app.route('/readyz').get(answerReadiness(readiness)).all(refuseMethod('GET', 'HEAD'));
  app.route('/metrics').get(metrics.answer).all(refuseMethod('GET', 'HEAD'));
  app.route('/openapi.json').get(getOpenApi()).all(refuseMethod('GET', 'HEAD'));
  app.route('/docs').get(getContractPage()).all(refuseMethod('GET', 'HEAD'));
  app
    .route('/v1/events')
    .post(postEvents({ writer, rejected, keys, limits, budget, intake, clock, stopping }))
    .all(refuseMethod('POST'));

  app
    .route('/v1/rejected')
    .get(inTime(getRejected({ rejected, keys })))
    .all(refuseMethod('GET', 'HEAD'));
  app
    .route('/v1/rejected/replay')
    .post(postReplay({ rejected, writer, keys, limits, budget, intake, clock }))
    .all(refuseMethod('POST'));
  app
    .route('/v1/snapshots/:kind')
    .post(postSnapshot({ writer, records, keys, limits, budget, intake, clock, stopping }))
    .all(refuseMethod('POST'));
  app
    .route('/v1/imports')
    .get(inTime(getImports({ records, keys, clock })))
    .all(refuseMethod('GET', 'HEAD'));
  app
    .route('/v1/imports/:id')
    .get(inTime(getImport({ records, keys, clock })))
    .all(refuseMethod('GET', 'HEAD'));
  app.route('/v1/imports/:id/undo').post(postUndo({ records, keys, clock })).all(refuseMethod('POST'));
  app
    .route('/v1/sources')
    .get(inTime(getSources({ sources, keys })))
    .all(refuseMethod('GET', 'HEAD'));

  app.use(refusePath);
  app.use(answerProblem);
  return app;
}
