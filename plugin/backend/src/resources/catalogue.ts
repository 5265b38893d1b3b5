import {
  CATALOGUE,
  DIMENSIONS,
  INTERVALS,
  OPERATORS,
  OUTPUTS,
  QUERY_TYPES,
  SHAPES,
  STATISTICS,
  facts,
  type Metric,
} from '@saleshub/model';
import { z } from 'zod';

/** What a query may say, for editors: every metric with what it can be split by, and every closed list. */
export function catalogue() {
  return {
    metrics: CATALOGUE.map(describeMetric),
    dimensions: DIMENSIONS,
    intervals: INTERVALS,
    operators: OPERATORS,
    outputs: OUTPUTS,
    queryTypes: QUERY_TYPES,
    shapes: SHAPES,
    statistics: STATISTICS,
  };
}

function describeMetric(metric: Metric) {
  const { id, title, group, unit, direction, definition, measure, minimumSample } = metric;
  const available: readonly string[] = facts[metric.facts].dimensions;
  return {
    id,
    title,
    group,
    unit,
    direction,
    definition,
    kind: measure.kind,
    minimumSample,
    dimensions: metric.dimensions.filter((name) => available.includes(name)),
    ...(measure.kind === 'distribution' && { defaultStatistic: measure.defaultStatistic }),
    ...(metric.windowDays !== undefined && { windowDays: metric.windowDays }),
    ...(metric.parameters && { parameters: z.toJSONSchema(metric.parameters, { io: 'input' }) }),
  };
}
