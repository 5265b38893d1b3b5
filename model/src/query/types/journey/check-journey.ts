import type { z } from 'zod';
import { checkParameters, checkTimeZone } from '../../shared/check-fields';
import { journeyParameters, type JourneyQuery } from './schema';

export interface CheckedJourneyQuery extends JourneyQuery {
  parameters: z.output<typeof journeyParameters>;
}

/** @throws QueryError unless exactly one of account and opportunity is named */
export function checkJourneyQuery(query: JourneyQuery): CheckedJourneyQuery {
  checkTimeZone(query);
  return { ...query, parameters: checkParameters(query.queryType, journeyParameters, query.parameters) };
}
