import { defineQueryType } from '../../query-type';
import { checkCommonFields } from '../../shared/check-fields';
import { prepareAttribution } from './prepare-attribution';
import { attributionParameters, attributionQuery } from './schema';

export const attribution = defineQueryType({
  schema: attributionQuery,
  parameters: attributionParameters,
  check: (query) => checkCommonFields(query, attributionParameters),
  prepare: prepareAttribution,
});
