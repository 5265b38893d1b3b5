import type { z } from 'zod';
import { COMMON_DIMENSIONS } from '../../../catalogue/dimensions';
import { checkFilters, checkParameters, type CheckedFilter } from '../../check-fields';
import { queryParameters } from '../../query-parameters';
import type { AffinityQuery } from '../../schema';

export interface CheckedAffinityQuery extends AffinityQuery {
  filters: CheckedFilter[];
  parameters: z.output<typeof queryParameters.affinity>;
}

/** @throws QueryError naming the filter or the parameter that an affinity does not have */
export function checkAffinityQuery(query: AffinityQuery): CheckedAffinityQuery {
  const { queryType, filters, parameters } = query;
  return {
    ...query,
    filters: checkFilters(filters, { owner: queryType, dimensions: COMMON_DIMENSIONS }),
    parameters: checkParameters(queryType, queryParameters.affinity, parameters),
  };
}
