import { defineQueryType, prepared } from '../../query-type';
import { answerDefinitions } from './answer-definitions';
import { definitionsQuery } from './schema';

export const definitions = defineQueryType({
  schema: definitionsQuery,
  check: (query) => query,
  prepare: () => prepared({}, answerDefinitions),
});
