import { answerMetric, type MetricAnswer } from '../query/types/metric/answer-metric';
import { compileMetric, type CompiledMetric } from '../query/types/metric/compile-metric';
import type { QueryContext } from '../query/shared/context';
import type { MetricRows } from '../query/types/metric/series';
import type { ResultRow } from '../query/query-type';
import type { Statement } from '../query/shared/sql';
import { DEFAULT_SETTINGS } from '../settings/reporting-settings';
import type { CheckedMetricQuery } from '../query/types/metric/check-metric';
import { parseQuery } from '../query/parse-query';

/** March and April of 2026 in Berlin, asked in May. */
export const CONTEXT: QueryContext = {
  range: { from: Date.parse('2026-03-01T00:00:00+01:00'), to: Date.parse('2026-05-01T00:00:00+02:00') },
  now: Date.parse('2026-05-20T12:00:00Z'),
  settings: {
    ...DEFAULT_SETTINGS,
    timeZone: 'Europe/Berlin',
    primarySources: ['crm'],
    heldImpliedSources: ['calendar'],
  },
};
export const MARCH = CONTEXT.range.from;
export const APRIL = Date.parse('2026-04-01T00:00:00+02:00');

/** A metric query by months, or as `changes` say. */
export function metricQuery(metric: string, changes: Record<string, unknown> = {}): CheckedMetricQuery {
  const query = parseQuery({ metric, interval: 'month', ...changes });
  if (query.queryType !== 'metric') throw new Error('It is no metric query');
  return query;
}

/** A compiled query, with the statement of its own period at hand. */
export function compile(
  metric: string,
  changes: Record<string, unknown> = {},
  context = CONTEXT,
): CompiledMetric & Statement {
  const compiled = compileMetric(metricQuery(metric, changes), context);
  return { ...compiled, ...compiled.own };
}

/** The answer to a metric query from the rows that the database would give. */
export function answer(
  metric: string,
  changes: Record<string, unknown>,
  rows: readonly ResultRow[] | MetricRows,
  context = CONTEXT,
): MetricAnswer {
  return answerMetric(compile(metric, changes, context), 'own' in rows ? rows : { own: rows }, context);
}

/** A bucket as the database names it, in seconds. */
export const seconds = (time: number): number => time / 1000;
