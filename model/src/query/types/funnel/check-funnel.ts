import type { z } from 'zod';
import { COMMON_DIMENSIONS } from '../../../catalogue/dimensions';
import { checkFilters, checkParameters, checkTimeZone, type CheckedFilter } from '../../check-fields';
import { queryParameters } from '../../query-parameters';
import type { FunnelQuery } from '../../schema';

export interface CheckedFunnelQuery extends FunnelQuery {
  filters: CheckedFilter[];
  parameters: z.output<typeof queryParameters.funnel>;
}

/** @throws QueryError naming the filter or the parameter that a funnel does not have */
export function checkFunnelQuery(query: FunnelQuery): CheckedFunnelQuery {
  const { queryType, filters, parameters } = query;
  checkTimeZone(query);
  return {
    ...query,
    filters: checkFilters(filters, { owner: queryType, dimensions: COMMON_DIMENSIONS }),
    parameters: checkParameters(queryType, queryParameters.funnel, parameters),
  };
}
