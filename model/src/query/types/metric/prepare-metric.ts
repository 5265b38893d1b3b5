import { prepared, type PreparedQuery } from '../../query-type';
import type { QueryContext } from '../../shared/context';
import { answerMetric, type MetricAnswer } from './answer-metric';
import type { CheckedMetricQuery } from './check-metric';
import { compileMetric } from './compile-metric';

/** One metric, as a number, a series or a breakdown. */
export function prepareMetric(query: CheckedMetricQuery, context: QueryContext): PreparedQuery<MetricAnswer> {
  const compiled = compileMetric(query, context);
  const { own, earlier, roster } = compiled;
  return prepared({ own, ...(earlier && { earlier }), ...(roster && { roster }) }, (rows) =>
    answerMetric(compiled, rows, context),
  );
}
