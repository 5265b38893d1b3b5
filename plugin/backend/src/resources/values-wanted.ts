import {
  DIMENSIONS,
  METRIC_IDS,
  checkFilters,
  facts,
  filters as filtersSchema,
  findMetric,
  type CheckedFilter,
  type Dimension,
  type Facts,
} from '@saleshub/model';
import { z } from 'zod';
import { ResourceError } from './resource-error';

/** A menu of more than this is searched, not read. */
const USUAL_LIMIT = 1000;
const MAXIMUM_LIMIT = 10_000;

/** What to list: the values of a dimension that hold the text, of one metric's facts or of all, of facts that pass filters. */
export interface ValuesWanted {
  dimension: Dimension;
  search: string;
  sources: Facts[];
  filters: CheckedFilter[];
  /** How many at most. */
  limit: number;
}

const PARAMETERS = ['dimension', 'metric', 'search', 'filters', 'limit'];

/**
 * Reads the query string: `dimension`, and where wanted `metric`, `search`, `limit` and `filters`, the JSON of a query's filters.
 * @throws ResourceError for parameters that are not what they may be; QueryError for filters that are not
 */
export function readValuesWanted(parameters: URLSearchParams): ValuesWanted {
  const unknown = [...parameters.keys()].find((key) => !PARAMETERS.includes(key));
  if (unknown !== undefined) throw invalid(`${unknown} is not a parameter; there are ${PARAMETERS.join(', ')}.`);
  const name = parameters.get('dimension');
  const dimension = DIMENSIONS.find((known) => known === name);
  if (!dimension) throw invalid(`dimension must be one of ${DIMENSIONS.join(', ')}.`);
  const sources = sourcesOf(dimension, parameters.get('metric'));
  const filters = readFilters(parameters.get('filters'), dimension, sources);
  return {
    dimension,
    search: parameters.get('search') ?? '',
    sources: sources.filter(({ dimensions }) => filters.every((filter) => dimensions.includes(filter.dimension))),
    filters,
    limit: readLimit(parameters.get('limit')),
  };
}

function readFilters(text: string | null, dimension: Dimension, sources: readonly Facts[]): CheckedFilter[] {
  if (!text) return [];
  const read = z.string().transform(parseJson).pipe(filtersSchema).safeParse(text);
  if (!read.success) throw invalid("filters must be the JSON of a query's filters.");
  const offered = DIMENSIONS.filter((name) => sources.some(({ dimensions }) => dimensions.includes(name)));
  // Which sources are primary is not stored with the facts.
  const dimensions = offered.filter((name) => name !== 'source_class');
  return checkFilters(read.data, { owner: `what has a ${dimension}`, dimensions });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readLimit(text: string | null): number {
  const limit = z.coerce
    .number()
    .int()
    .min(1)
    .max(MAXIMUM_LIMIT)
    .safeParse(text ?? USUAL_LIMIT);
  if (!limit.success) throw invalid(`limit must be a whole number from 1 to ${MAXIMUM_LIMIT}.`);
  return limit.data;
}

function sourcesOf(dimension: Dimension, metricId: string | null): Facts[] {
  const hasDimension = (source: Facts) => source.dimensions.includes(dimension);
  if (!metricId) return Object.values<Facts>(facts).filter(hasDimension);
  const metric = findMetric(metricId);
  if (!metric) throw invalid(`metric must be one of ${METRIC_IDS.join(', ')}.`);
  const source: Facts = facts[metric.facts];
  if (!hasDimension(source)) {
    throw invalid(`${metric.id} cannot be split by ${dimension}; it has ${metric.dimensions.join(', ')}.`);
  }
  return [source];
}

function invalid(message: string): ResourceError {
  return new ResourceError(400, 'invalid_parameter', message);
}
