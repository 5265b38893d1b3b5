import { forecastHolder } from '../../../catalogue/facts/target-facts';
import type { ResultRow } from '../../query-type';
import type { QueryContext } from '../../shared/context';
import type { SqlValue, Statement } from '../../shared/sql';
import { weeksAhead, type WeeksAhead } from '../forecast/weeks-ahead';
import type { CheckedMetricQuery } from './check-metric';
import type { Cut } from './period';

/** What a metric's statement is given of a forecast; without one, nothing. */
export function forecastParameters(
  { edges, amounts }: WeeksAhead = { edges: [], amounts: new Map() },
): Record<string, SqlValue> {
  return {
    forecast_edges: edges.map((edge) => edge / 1000),
    forecast_holders: [...amounts.keys()],
    forecast_amounts: [...amounts.values()].flat(),
  };
}

/** Whether a metric's statement needs a forecast, which has to be made first. */
export const needsForecast = ({ definition }: Pick<CheckedMetricQuery, 'definition'>) =>
  definition.facts === 'target_forecasts';

export interface ForecastForMetric {
  statements: Record<string, Statement>;
  /** Given the rows of the statements. */
  read: (rows: Readonly<Record<string, readonly ResultRow[]>>) => WeeksAhead;
}

/**
 * The forecast of those whose targets a query asks for, as of some instant.
 * @param prefix of the statements' names
 */
export function forecastForMetric(
  prefix: string,
  asOf: number,
  { query, cut, context }: { query: CheckedMetricQuery; cut: Cut; context: QueryContext },
): ForecastForMetric {
  const holder = forecastHolder({
    groupBy: query.groupBy,
    filteredBy: query.filters.map(({ dimension }) => dimension),
  });
  const { statements, read } = weeksAhead(holder === 'company' ? [] : [holder], asOf, cut, context);
  const named = (name: string) => `${prefix}_${name}`;
  return {
    statements: Object.fromEntries(Object.entries(statements).map(([name, statement]) => [named(name), statement])),
    read: (rows) =>
      read({
        periods: rows[named('periods')] ?? [],
        deals: rows[named('deals')] ?? [],
        open: rows[named('open')] ?? [],
      }),
  };
}
