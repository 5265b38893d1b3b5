import { defineQueryType } from '../../query-type';
import { checkJourneyQuery } from './check-journey';
import { prepareJourney } from './prepare-journey';
import { journeyParameters, journeyQuery } from './schema';

export const journey = defineQueryType({
  schema: journeyQuery,
  parameters: journeyParameters,
  check: checkJourneyQuery,
  prepare: prepareJourney,
});
