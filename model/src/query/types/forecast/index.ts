import { defineQueryType } from '../../query-type';
import { checkCommonFields } from '../../shared/check-fields';
import { prepareForecast } from './prepare-forecast';
import { forecastParameters, forecastQuery } from './schema';

export const forecast = defineQueryType({
  schema: forecastQuery,
  parameters: forecastParameters,
  check: (query) => checkCommonFields(query, forecastParameters),
  prepare: prepareForecast,
});
