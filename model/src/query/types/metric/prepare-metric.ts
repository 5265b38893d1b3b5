import { prepared, type PreparedQuery } from '../../query-type';
import type { QueryContext } from '../../shared/context';
import { answerMetric, type MetricAnswer } from './answer-metric';
import type { CheckedMetricQuery } from './check-metric';
import { compileMetric } from './compile-metric';
import { extentNotice } from './extent';

/** One metric, as a number, a series or a breakdown. */
export function prepareMetric(query: CheckedMetricQuery, context: QueryContext): PreparedQuery<MetricAnswer> {
  const compiled = compileMetric(query, context);
  const { own, earlier, roster, extent, timeZone } = compiled;
  return prepared(
    { own, ...(earlier && { earlier }), ...(roster && { roster }) },
    (rows) => answerMetric(compiled, rows, context),
    extent && {
      isEmpty: ({ rows }) => rows.every((row) => row['n'] === 0),
      statement: extent,
      notice: ([row]) => extentNotice(query, timeZone, row),
    },
  );
}
