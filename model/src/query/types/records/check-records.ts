import { checkMetricQuery, type CheckedMetricQuery } from '../metric/check-metric';
import { metricQuery } from '../metric/schema';
import { type RecordsQuery } from './schema';

/** A query for records whose every part fits its metric. */
export interface CheckedRecordsQuery extends RecordsQuery {
  /** The query for the number behind which the records stand: of the whole range, as one. */
  number: CheckedMetricQuery;
}

/** @throws QueryError naming the field that does not fit the metric */
export function checkRecordsQuery(query: RecordsQuery): CheckedRecordsQuery {
  const { metric, timeZone, filters, parameters } = query;
  const number = checkMetricQuery(
    metricQuery.parse({ queryType: 'metric', metric, timeZone, filters, parameters, shape: 'total' }),
  );
  return { ...query, filters: number.filters, parameters: number.parameters, number };
}
