import type { z } from 'zod';
import { checkParameters, checkTimeZone } from '../../check-fields';
import { queryParameters } from '../../query-parameters';
import type { JourneyQuery } from '../../schema';

export interface CheckedJourneyQuery extends JourneyQuery {
  parameters: z.output<typeof queryParameters.journey>;
}

/** @throws QueryError unless exactly one of account and opportunity is named */
export function checkJourneyQuery(query: JourneyQuery): CheckedJourneyQuery {
  checkTimeZone(query);
  return { ...query, parameters: checkParameters(query.queryType, queryParameters.journey, query.parameters) };
}
