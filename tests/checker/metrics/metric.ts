/**
 * A metric as the documents define it, over the checker's tables.
 * - `flow`: its statement gives the instant `at` of each fact.
 * - `level`: its statement gives the `label` of each bucket of `buckets` for what held at the bucket's `end`.
 * Both give `rep`, `team` and `value`. The statement may use `{tz}`, the time zone, and `{group}`, the dimension that the
 * question is split by; one that uses `{group}` gives that dimension alone. `{name}` is
 * the group as it is shown, {by} the word for what is split by, empty without a split.
 */
export interface CheckedMetric {
  kind: 'flow' | 'level';
  /**
   * `count` adds up the values, and so does `total`, which is null where there are none; `parts` and `share` give a `weight`
   * as well: `parts` counts it, `share` its rows. `longest` is the largest value. `formula` has one row for each `name`, which
   * is {name}, with its `value` and, as `weight`, its sample.
   */
  made: 'formula' | 'longest' | 'count' | 'sum' | 'total' | 'ratio' | 'parts' | 'share' | 'median' | 'mean' | 'score';
  sql: string;
  shortest?: 'month';
}

export const flow = (made: CheckedMetric['made'], sql: string): CheckedMetric => ({ kind: 'flow', made, sql });

export const level = (made: CheckedMetric['made'], sql: string): CheckedMetric => ({ kind: 'level', made, sql });
