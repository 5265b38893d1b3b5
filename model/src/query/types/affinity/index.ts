import { defineQueryType } from '../../query-type';
import { checkCommonFields } from '../../shared/check-fields';
import { prepareAffinity } from './prepare-affinity';
import { affinityParameters, affinityQuery } from './schema';

export const affinity = defineQueryType({
  schema: affinityQuery,
  parameters: affinityParameters,
  check: (query) => checkCommonFields(query, affinityParameters),
  prepare: prepareAffinity,
});
