import type { z } from 'zod';
import { COMMON_DIMENSIONS } from '../../../catalogue/dimensions';
import { checkFilters, checkParameters, type CheckedFilter } from '../../check-fields';
import { queryParameters } from '../../query-parameters';
import type { AttributionQuery } from '../../schema';

export interface CheckedAttributionQuery extends AttributionQuery {
  filters: CheckedFilter[];
  parameters: z.output<typeof queryParameters.attribution>;
}

/** @throws QueryError naming the filter or the parameter that an attribution does not have */
export function checkAttributionQuery(query: AttributionQuery): CheckedAttributionQuery {
  const { queryType, filters, parameters } = query;
  return {
    ...query,
    filters: checkFilters(filters, { owner: queryType, dimensions: COMMON_DIMENSIONS }),
    parameters: checkParameters(queryType, queryParameters.attribution, parameters),
  };
}
