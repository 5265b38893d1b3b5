import { prepared, type PreparedQuery } from '../../query-type';
import type { QueryContext } from '../../shared/context';
import { answerMetric, type MetricAnswer } from './answer-metric';
import type { CheckedMetricQuery } from './check-metric';
import { compileMetric, type CompiledMetric } from './compile-metric';
import { applyLimit, collectSeries, type MetricRows } from './series';
import type { Statement } from '../../shared/sql';
import { extentNotice } from './extent';

/** One metric, as a number, a series or a breakdown. */
export function prepareMetric(query: CheckedMetricQuery, context: QueryContext): PreparedQuery<MetricAnswer> {
  const compiled = compileMetric(query, context);
  const { own, earlier, roster, extent, timeZone } = compiled;
  return prepared(
    { own, ...(earlier && { earlier }), ...(roster && { roster }) },
    (rows: MetricRows) => answerMetric(compiled, rows, context),
    {
      further: (rows) => othersOf(compiled, rows, context),
      ...(extent && {
        whenEmpty: {
          isEmpty: ({ rows }) => rows.every((row) => row['n'] === 0),
          statement: extent,
          notice: ([row]) => extentNotice(query, timeZone, row),
        },
      }),
    },
  );
}

/** What the groups that the limit cuts come to together: none where it cuts none. */
function othersOf(compiled: CompiledMetric, rows: MetricRows, context: QueryContext): Record<string, Statement> {
  const { query } = compiled;
  const { kept, cut } = applyLimit(collectSeries(compiled, rows), compiled);
  if (cut === 0) return {};
  const keptGroups = { dimensions: query.groupBy, groups: kept.map(({ values }) => values) };
  const { own, earlier } = compileMetric({ ...query, groupBy: [], limit: undefined, keptGroups }, context);
  return { others: own, ...(earlier && { othersEarlier: earlier }) };
}
