import type { Request, RequestHandler } from 'express';
import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { CommitObserver, EventWriter, RejectedStore } from '../ports';
import { measureStore, type StoreActivity } from './store-metrics';

/** What the service measures of itself, for Prometheus. Labels hold names of sources, and nothing else that was sent. */
export interface ServiceMetrics {
  /** Times each request. */
  observe: RequestHandler;
  /** GET /metrics: everything, in the text format of Prometheus. */
  answer: RequestHandler;
  /** The writer, with its verdicts counted. */
  countVerdicts: (writer: EventWriter) => EventWriter;
  /** The keeper of refused events, with those that it kept counted. */
  countRefused: (rejected: RejectedStore) => RejectedStore;
  /** Measures the batches of the store's writer. */
  observer: CommitObserver;
}

/** In seconds: from an event that is stored at once to a stream of many. */
const DURATIONS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60];

/** @param activity what is looked at when the metrics are asked for */
export function createServiceMetrics(activity: StoreActivity): ServiceMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'saleshub_http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: DURATIONS,
    registers,
  });
  const verdicts = new Counter({
    name: 'saleshub_events_written_total',
    help: 'Events that were handed to the store, by its verdict.',
    labelNames: ['verdict'],
    registers,
  });
  const refused = new Counter({
    name: 'saleshub_events_refused_total',
    help: 'Events that were refused and are kept with their reason, by its code.',
    labelNames: ['code'],
    registers,
  });

  return {
    observe: (request, response, next) => {
      const stop = durations.startTimer({ method: request.method });
      response.once('close', () => stop({ route: routeOf(request), status: response.statusCode }));
      next();
    },
    answer: async (_request, response) => {
      const text = await registry.metrics();
      response.set('Cache-Control', 'no-store').set('Content-Type', registry.contentType).send(text);
    },
    countVerdicts: (writer) => ({
      write: async (...written) => {
        const answer = await writer.write(...written);
        for (const [verdict, events] of countEach(answer)) verdicts.inc({ verdict }, events);
        return answer;
      },
      close: () => writer.close(),
    }),
    countRefused: (rejected) => ({
      keep: async (source, events) => {
        await rejected.keep(source, events);
        for (const [code, count] of countEach(events.map((event) => event.code))) refused.inc({ code }, count);
      },
      select: (filter, page) => rejected.select(filter, page),
      markReplayed: (events, replayedAt) => rejected.markReplayed(events, replayedAt),
      close: () => rejected.close(),
    }),
    observer: measureStore(activity, registers),
  };
}

/** The path as it was declared, such as /v1/imports/:id: those that clients make up are all one. */
function routeOf({ route }: Request): string {
  const { path } = (route ?? {}) as { path?: unknown };
  return typeof path === 'string' ? path : 'none';
}

function countEach<Value>(values: readonly Value[]): Map<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
