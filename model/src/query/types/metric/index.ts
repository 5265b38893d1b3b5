import { defineQueryType } from '../../query-type';
import { checkMetricQuery } from './check-metric';
import { prepareMetric } from './prepare-metric';
import { metricQuery } from './schema';

export const metric = defineQueryType({ schema: metricQuery, check: checkMetricQuery, prepare: prepareMetric });
