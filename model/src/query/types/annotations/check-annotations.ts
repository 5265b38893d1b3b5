import type { z } from 'zod';
import { COMMON_DIMENSIONS } from '../../../catalogue/dimensions';
import { checkFilters, checkParameters, type CheckedFilter } from '../../check-fields';
import { queryParameters } from '../../query-parameters';
import type { AnnotationsQuery } from '../../schema';

export interface CheckedAnnotationsQuery extends AnnotationsQuery {
  filters: CheckedFilter[];
  parameters: z.output<typeof queryParameters.annotations>;
}

/** @throws QueryError naming the filter or the parameter that annotations do not have */
export function checkAnnotationsQuery(query: AnnotationsQuery): CheckedAnnotationsQuery {
  const { queryType, filters, parameters } = query;
  return {
    ...query,
    filters: checkFilters(filters, { owner: queryType, dimensions: COMMON_DIMENSIONS }),
    parameters: checkParameters(queryType, queryParameters.annotations, parameters),
  };
}
