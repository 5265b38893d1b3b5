/**
 * A metric as the documents define it, over the checker's tables.
 * - `flow`: its statement gives the instant `at` of each fact.
 * - `level`: its statement gives the `label` of each bucket of `buckets` for what held at the bucket's `end`.
 * Both give `rep`, `team` and `value`. The statement may use `{tz}`, the time zone, and `{now}`, in milliseconds.
 */
export interface CheckedMetric {
  kind: 'flow' | 'level';
  made: 'count' | 'sum' | 'ratio' | 'median' | 'mean' | 'share' | 'score';
  sql: string;
  /** Of a ratio with a window: how many days a fact waits until it counts. */
  windowDays?: number;
  parameters?: Readonly<Record<string, unknown>>;
}

export const flow = (made: CheckedMetric['made'], sql: string): CheckedMetric => ({ kind: 'flow', made, sql });

export const level = (made: CheckedMetric['made'], sql: string): CheckedMetric => ({ kind: 'level', made, sql });
