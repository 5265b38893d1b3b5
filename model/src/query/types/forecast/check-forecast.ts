import type { z } from 'zod';
import { startOfDate } from '../../../calendar/calendar';
import { COMMON_DIMENSIONS } from '../../../catalogue/dimensions';
import { checkFilters, checkParameters, checkTimeZone, type CheckedFilter } from '../../check-fields';
import { queryParameters } from '../../query-parameters';
import type { ForecastQuery } from '../../schema';

export interface CheckedForecastQuery extends ForecastQuery {
  filters: CheckedFilter[];
  parameters: z.output<typeof queryParameters.forecast>;
}

/** @throws QueryError naming the filter or the parameter that a forecast does not have */
export function checkForecastQuery(query: ForecastQuery): CheckedForecastQuery {
  const { queryType, filters, parameters } = query;
  checkTimeZone(query);
  return {
    ...query,
    filters: checkFilters(filters, { owner: queryType, dimensions: COMMON_DIMENSIONS }),
    parameters: checkParameters(queryType, queryParameters.forecast, parameters),
  };
}

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** The instant that a date (its midnight in the time zone) or an RFC 3339 time names, milliseconds since 1970. */
export function instantOf(text: string, timeZone: string): number {
  return DATE_ONLY.test(text) ? startOfDate(text, timeZone) : Date.parse(text);
}
