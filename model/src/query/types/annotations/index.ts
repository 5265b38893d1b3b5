import { defineQueryType } from '../../query-type';
import { checkCommonFields } from '../../shared/check-fields';
import { prepareAnnotations } from './prepare-annotations';
import { annotationsParameters, annotationsQuery } from './schema';

export const annotations = defineQueryType({
  schema: annotationsQuery,
  parameters: annotationsParameters,
  check: (query) => checkCommonFields(query, annotationsParameters),
  prepare: prepareAnnotations,
});
