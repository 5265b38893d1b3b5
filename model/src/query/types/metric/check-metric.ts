import { METRIC_IDS, findMetric } from '../../../catalogue/catalogue';
import type { Dimension } from '../../../catalogue/dimensions';
import { facts } from '../../../catalogue/facts';
import type { Metric } from '../../../catalogue/metric';
import {
  checkFilters,
  checkGroupBy,
  checkParameters,
  checkTimeZone,
  type CheckedFilter,
  type Offered,
} from '../../shared/check-fields';
import { changeTestOf } from './change-test';
import { needsForecast } from './forecast-for-metric';
import type { KeptGroups } from './other-groups';
import { QueryError } from '../../shared/query-error';
import { COMPARED_OUTPUTS, TESTED_OUTPUTS, type MetricQuery } from './schema';
import { COMPARISONS } from '../../shared/fields';

/** A metric query whose every part fits its metric. */
export interface CheckedMetricQuery extends MetricQuery {
  /** The metric with the variant that the parameters chose. */
  definition: Metric;
  groupBy: Dimension[];
  filters: CheckedFilter[];
  /** Set where all other groups together are asked for. */
  keptGroups?: KeptGroups;
}

/** @throws QueryError naming the field that does not fit the metric */
export function checkMetricQuery(query: MetricQuery): CheckedMetricQuery {
  const { definition, parameters } = chooseMetric(query);
  const offered = offeredBy(definition);
  const groupBy = checkGroupBy(query.groupBy, offered);
  if (definition.oneDimension) checkOneDimension(definition, query);
  const filters = checkFilters(query.filters, offered);
  if (query.statistic !== undefined && definition.measure.kind !== 'distribution') {
    throw new QueryError(
      'not_applicable',
      'statistic',
      `${query.metric} has no statistic; only distributions have one.`,
    );
  }
  if (query.limit !== undefined && needsForecast({ definition })) {
    throw new QueryError(
      'not_applicable',
      'limit',
      `${query.metric} has no limit: what it leaves has no forecast of its own.`,
    );
  }
  checkTarget(query, definition);
  checkTimeZone(query);
  checkComparison(query, definition);
  return { ...query, groupBy, filters, parameters, definition };
}

/**
 * The metric that a query names, in the variant that its parameters choose.
 * @throws QueryError unknown_metric, invalid_parameter
 */
function chooseMetric({ metric: id, parameters: given }: Pick<MetricQuery, 'metric' | 'parameters'>): {
  definition: Metric;
  parameters: Record<string, unknown>;
} {
  const metric = findMetric(id);
  if (!metric) {
    throw new QueryError('unknown_metric', 'metric', `metric must be one of ${METRIC_IDS.join(', ')}.`);
  }
  if (!metric.parameters) {
    const unknown = Object.keys(given)[0];
    if (unknown === undefined) return { definition: metric, parameters: {} };
    throw new QueryError('invalid_parameter', `parameters.${unknown}`, `${metric.id} takes no parameters.`);
  }
  const parameters: Record<string, unknown> = checkParameters(metric.id, metric.parameters, given);
  const { variant } = metric;
  const isVariant = variant !== undefined && parameters[variant.parameter] === variant.value;
  if (variant?.windowDays !== undefined && !isVariant && given['windowDays'] !== undefined) {
    const reason = `windowDays has an effect with ${variant.parameter}=${variant.value} only.`;
    throw new QueryError('invalid_parameter', 'parameters.windowDays', reason);
  }
  const definition = isVariant
    ? { ...metric, facts: variant.facts, measure: variant.measure, ...windowOf(variant) }
    : metric;
  return { definition, parameters };
}

function windowOf(variant: Pick<Metric, 'windowDays'>): Pick<Metric, 'windowDays'> {
  return variant.windowDays === undefined ? {} : { windowDays: variant.windowDays };
}

/** The dimensions that a metric may be split and filtered by. */
function offeredBy(metric: Metric): Offered {
  const available: readonly Dimension[] = facts[metric.facts].dimensions;
  return { owner: metric.id, dimensions: metric.dimensions.filter((name) => available.includes(name)) };
}

function checkTarget({ metric, target, output }: MetricQuery, definition: Metric): void {
  if (!target) return;
  const refuse = (reason: string) => new QueryError('not_applicable', 'target', reason);
  if (output) throw refuse('target stands beside the value: leave out output.');
  if (needsForecast({ definition })) throw refuse(`${metric} is a part of a target and has none of its own.`);
}

function checkComparison(query: MetricQuery, definition: Metric): void {
  const { output, compareTo, metric } = query;
  if (!COMPARED_OUTPUTS.some((name) => name === output)) return;
  if (!compareTo) {
    const reason = `output ${output} needs compareTo, which may be ${COMPARISONS.join(' or ')}.`;
    throw new QueryError('not_applicable', 'output', reason);
  }
  if (TESTED_OUTPUTS.includes(String(output)) && changeTestOf({ ...query, definition }) === null) {
    const reason = `${metric} has no ${output}: changes of ratios, the Net Promoter Score, counts, sums, medians and quantiles are tested for noise.`;
    throw new QueryError('not_applicable', 'output', reason);
  }
}

function checkOneDimension({ id, dimensions }: Metric, { groupBy, filters }: MetricQuery): void {
  const named = new Set([...groupBy, ...filters.map(({ dimension }) => dimension)]);
  if (named.size <= 1) return;
  const reason = `${id} can be split by one of ${dimensions.join(', ')} at a time: each has targets of its own.`;
  throw new QueryError('not_applicable', groupBy.length > 1 ? 'groupBy' : 'filters', reason);
}
