import { defineQueryType } from '../../query-type';
import { checkCommonFields } from '../../shared/check-fields';
import { prepareFunnel } from './prepare-funnel';
import { funnelParameters, funnelQuery } from './schema';

export const funnel = defineQueryType({
  schema: funnelQuery,
  parameters: funnelParameters,
  check: (query) => checkCommonFields(query, funnelParameters),
  prepare: prepareFunnel,
});
