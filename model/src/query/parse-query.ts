import type { z } from 'zod';
import { isTimeZone } from '../calendar/calendar';
import { METRIC_IDS, findMetric } from '../catalogue/catalogue';
import { facts } from '../catalogue/facts';
import type { Dimension } from '../catalogue/dimensions';
import type { Metric } from '../catalogue/metric';
import { isTested } from './estimate';
import { QueryError, type QueryErrorCode } from './query-error';
import {
  COMPARED_OUTPUTS,
  COMPARISONS,
  QUERY_TYPES,
  filter,
  queryTypes,
  type DefinitionsQuery,
  type Filter,
  type MetricQuery,
  type QueryType,
} from './schema';

/** A metric query whose every part fits its metric. */
export interface CheckedMetricQuery extends MetricQuery {
  /** The metric with the variant that the parameters chose. */
  definition: Metric;
  groupBy: Dimension[];
  filters: CheckedFilter[];
}

export interface CheckedFilter extends Filter {
  dimension: Dimension;
}

export type CheckedQuery = CheckedMetricQuery | DefinitionsQuery;

/**
 * Checks a query as it was saved or typed.
 * @throws QueryError with the field and what it may be
 */
export function parseQuery(input: unknown): CheckedQuery {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new QueryError('invalid_query', '', 'A query is a JSON object.');
  }
  const type = (input as { queryType?: unknown }).queryType ?? 'metric';
  if (typeof type !== 'string' || !Object.hasOwn(queryTypes, type)) {
    throw new QueryError('unknown_query_type', 'queryType', `queryType must be one of ${QUERY_TYPES.join(', ')}.`);
  }
  const queryType = type as QueryType;
  const result = queryTypes[queryType].safeParse({ ...input, queryType }, { reportInput: true });
  if (!result.success) throw explain(result.error.issues[0], queryType);
  const query = result.data;
  return query.queryType === 'metric' ? checkMetricQuery(query) : query;
}

function checkMetricQuery(query: MetricQuery): CheckedMetricQuery {
  const metric = findMetric(query.metric);
  if (!metric) {
    throw new QueryError('unknown_metric', 'metric', `metric must be one of ${METRIC_IDS.join(', ')}.`);
  }
  const { definition, parameters } = applyParameters(metric, query.parameters);
  const dimensions = checkDimensions(definition, query);
  if (query.statistic !== undefined && definition.measure.kind !== 'distribution') {
    throw new QueryError('not_applicable', 'statistic', `${metric.id} has no statistic; only distributions have one.`);
  }
  if (query.timeZone !== undefined && !isTimeZone(query.timeZone)) {
    throw new QueryError(
      'unknown_time_zone',
      'timeZone',
      `timeZone must be an IANA time zone such as Europe/Berlin, not "${query.timeZone}".`,
    );
  }
  checkComparison(query, definition);
  return { ...query, ...dimensions, parameters, definition };
}

/** The outputs that only a test gives, and the kinds of metrics that have one. */
const TESTED_OUTPUTS: readonly string[] = ['p_value', 'significant_change'];

function checkComparison({ output, compareTo }: MetricQuery, { id, measure }: Metric): void {
  if (!COMPARED_OUTPUTS.some((name) => name === output)) return;
  if (!compareTo) {
    const reason = `output ${output} needs compareTo, which may be ${COMPARISONS.join(' or ')}.`;
    throw new QueryError('not_applicable', 'output', reason);
  }
  if (TESTED_OUTPUTS.includes(String(output)) && !isTested(measure)) {
    const reason = `${id} has no ${output}: only ratios and the Net Promoter Score are tested for noise.`;
    throw new QueryError('not_applicable', 'output', reason);
  }
}

function applyParameters(metric: Metric, given: Record<string, unknown>) {
  const names = Object.keys(metric.parameters?.shape ?? {});
  if (!metric.parameters) {
    const unknown = Object.keys(given)[0];
    if (unknown === undefined) return { definition: metric, parameters: {} };
    throw new QueryError('invalid_parameter', `parameters.${unknown}`, `${metric.id} takes no parameters.`);
  }
  const result = metric.parameters.safeParse(given, { reportInput: true });
  if (!result.success) {
    const issue = result.error.issues[0];
    const path = ['parameters', ...(issue?.path ?? [])].join('.');
    const reason =
      issue?.code === 'unrecognized_keys'
        ? `${metric.id} takes the parameters ${names.join(', ')}, not ${issue.keys.join(', ')}.`
        : `${path} ${rule(issue)}.`;
    throw new QueryError('invalid_parameter', path, reason);
  }
  const parameters: Record<string, unknown> = result.data;
  const { variant } = metric;
  const definition =
    variant && parameters[variant.parameter] === variant.value
      ? { ...metric, facts: variant.facts, measure: variant.measure, ...windowOf(variant) }
      : metric;
  return { definition, parameters };
}

function windowOf(variant: Pick<Metric, 'windowDays'>): Pick<Metric, 'windowDays'> {
  return variant.windowDays === undefined ? {} : { windowDays: variant.windowDays };
}

function checkDimensions(metric: Metric, query: MetricQuery): Pick<CheckedMetricQuery, 'groupBy' | 'filters'> {
  const available: readonly Dimension[] = facts[metric.facts].dimensions;
  const allowed = metric.dimensions.filter((name) => available.includes(name));
  const check = (name: string, path: string): Dimension => {
    const found = allowed.find((dimension) => dimension === name);
    if (found) return found;
    const reason = `${metric.id} cannot be split or filtered by ${name}; it has ${allowed.join(', ')}.`;
    throw new QueryError('unknown_dimension', path, reason);
  };
  const groupBy = query.groupBy.map((name, index) => check(name, `groupBy.${index}`));
  if (groupBy.length === 2 && groupBy[0] === groupBy[1]) {
    throw new QueryError('invalid_value', 'groupBy.1', `groupBy names ${groupBy[1]} twice.`);
  }
  if (metric.oneDimension) checkOneDimension(metric, query);
  const filters = query.filters.map((filter, index) => {
    checkValues(filter, `filters.${index}.values`);
    return { ...filter, dimension: check(filter.dimension, `filters.${index}.dimension`) };
  });
  return { groupBy, filters };
}

function checkOneDimension({ id, dimensions }: Metric, { groupBy, filters }: MetricQuery): void {
  const named = new Set([...groupBy, ...filters.map(({ dimension }) => dimension)]);
  if (named.size <= 1) return;
  const reason = `${id} is told by one of ${dimensions.join(', ')} at a time: each has targets of its own.`;
  throw new QueryError('not_applicable', groupBy.length > 1 ? 'groupBy' : 'filters', reason);
}

function checkValues({ operator, values }: Filter, path: string): void {
  switch (operator) {
    case 'in':
    case 'not_in':
      if (values.length > 0) return;
      throw new QueryError('invalid_value', path, `${path} must name at least one value for ${operator}.`);
    case 'matches':
      if (values.length === 1) return;
      throw new QueryError('invalid_value', path, `${path} must be one regular expression (RE2) for matches.`);
    case 'is_empty':
    case 'not_empty':
      if (values.length === 0) return;
      throw new QueryError('invalid_value', path, `${path} must be empty for ${operator}.`);
  }
}

type Issue = z.core.$ZodIssue;

const SIZES: Record<string, string> = { array: ' entries', string: ' characters' };

function rule(issue: Issue | undefined): string {
  switch (issue?.code) {
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be of type ${issue.expected}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${SIZES[issue.origin] ?? ''}`;
    case 'too_small':
      return `must be at least ${issue.minimum}`;
    default:
      return 'is not valid';
  }
}

const CODES: Record<string, QueryErrorCode> = {
  statistic: 'unknown_statistic',
  operator: 'unknown_operator',
  interval: 'unknown_interval',
};

function explain(issue: Issue | undefined, type: QueryType): QueryError {
  const path = (issue?.path ?? []).map(String).join('.');
  if (issue?.code === 'unrecognized_keys') {
    const at = [path, issue.keys[0]].filter(Boolean).join('.');
    const [owner, fields] = path === '' ? [`${type} query`, queryTypes[type].shape] : ['filter', filter.shape];
    const may = Object.keys(fields).join(', ');
    return new QueryError('unknown_field', at, `${at} is not a field of a ${owner}; it has ${may}.`);
  }
  const name = (issue?.path ?? []).findLast((part) => typeof part === 'string');
  const code = issue?.code === 'invalid_value' ? CODES[String(name)] : undefined;
  return new QueryError(code ?? 'invalid_value', path, `${path} ${rule(issue)}.`);
}
