import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** What the backend counts of itself. Grafana serves it under `/metrics/plugins/saleshub-saleshub-datasource`. */
export interface Metrics {
  /**
   * Counts an answered query.
   * @param type one of the query types, or `unknown`
   * @param result `ok`, or the code of the failure
   */
  countQuery: (type: string, result: string, seconds: number) => void;
  /** All counts in Prometheus's text format. */
  text: () => Promise<string>;
}

/** Up to the 30 seconds that Grafana waits for alert rules. */
const DURATIONS_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Counts of queries, and of the process: CPU, memory, event loop, garbage collection. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 });
  const queries = new Counter({
    name: 'saleshub_plugin_queries_total',
    help: 'Queries of panels and alert rules, by query type and result: ok or the code of the failure',
    labelNames: ['type', 'result'] as const,
    registers,
  });
  const durations = new Histogram({
    name: 'saleshub_plugin_query_duration_seconds',
    help: 'How long queries took until their answer was ready, by query type',
    labelNames: ['type'] as const,
    buckets: DURATIONS_SECONDS,
    registers,
  });
  return {
    countQuery: (type, result, seconds) => {
      queries.inc({ type, result });
      durations.observe({ type }, seconds);
    },
    text: () => registry.metrics(),
  };
}
