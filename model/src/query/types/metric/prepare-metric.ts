import { prepared, type PreparedQuery, type ResultRow } from '../../query-type';
import type { QueryContext } from '../../shared/context';
import { answerMetric, type MetricAnswer } from './answer-metric';
import type { CheckedMetricQuery } from './check-metric';
import { compileMetric, type CompiledMetric } from './compile-metric';
import { applyLimit, collectSeries, type MetricRows } from './series';
import type { Statement } from '../../shared/sql';
import { extentNotice } from './extent';
import { forecastForMetric, needsForecast } from './forecast-for-metric';

/** One metric, as a number, a series or a breakdown. */
export function prepareMetric(query: CheckedMetricQuery, context: QueryContext): PreparedQuery<MetricAnswer> {
  if (needsForecast(query)) return prepareWithForecast(query, context);
  const compiled = compileMetric(query, context);
  const { own, earlier, roster, targets, extent, timeZone } = compiled;
  return prepared(
    { own, ...(earlier && { earlier }), ...(roster && { roster }), ...(targets && { targets }) },
    (rows: MetricRows) => answerMetric(compiled, rows, context),
    {
      further: (rows) => othersOf(compiled, rows, context),
      ...(extent && {
        whenEmpty: {
          isEmpty: hasNoSample,
          statement: extent,
          notice: ([row]) => extentNotice(query, timeZone, row),
        },
      }),
    },
  );
}

/** The same where its statement is given a forecast, which the first statements are read for. */
function prepareWithForecast(query: CheckedMetricQuery, context: QueryContext): PreparedQuery<MetricAnswer> {
  const { cut, range, earlierPeriod } = compileMetric(query, context);
  const of = { query, cut, context };
  const own = forecastForMetric('forecast', Math.min(range.to, context.now), of);
  const earlier = earlierPeriod && forecastForMetric('earlier_forecast', earlierPeriod.to, of);
  const compile = (rows: Readonly<Record<string, readonly ResultRow[]>>) =>
    compileMetric(query, context, { own: own.read(rows), ...(earlier && { earlier: earlier.read(rows) }) });
  return {
    statements: { ...own.statements, ...earlier?.statements },
    further: (rows) => {
      const compiled = compile(rows);
      return {
        own: compiled.own,
        ...(compiled.earlier && { earlier: compiled.earlier }),
        ...(compiled.roster && { roster: compiled.roster }),
      };
    },
    answer: (rows) => {
      const compiled = compile(rows);
      const answer = answerMetric(compiled, { ...rows, own: rows['own'] ?? [] }, context);
      answer.statements.push(...Object.values(own.statements));
      return answer;
    },
  };
}

function hasNoSample({ series, columns }: MetricAnswer): boolean {
  const isShown = columns.some(({ name }) => name === 'n');
  return series.every(({ numbers: { n } }) => isShown && n?.every((sample) => sample === 0));
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
