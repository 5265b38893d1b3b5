import {
  DIMENSIONS,
  METRIC_IDS,
  NO_VALUE,
  facts,
  findMetric,
  storedValues,
  type Dimension,
  type Facts,
} from '@saleshub/model';
import { selectRows, type ReadClient, type ReadLimits, type ReadOptions } from '@saleshub/store/read';
import { z } from 'zod';
import { ResourceError } from './resource-error';

/** A menu of more than this is searched, not read. */
const MAXIMUM_VALUES = 1000;
/** Not stored: which sources are primary is a setting. */
const SOURCE_CLASSES = ['primary', 'other'];

export interface DimensionValues {
  /** As received, in alphabetical order; `(none)` stands for facts without one. */
  values: string[];
  /** True where there are more: search for them. */
  truncated: boolean;
}

/** What to list: the values of a dimension that hold the text, of one metric's facts or of all. */
export interface ValuesWanted {
  dimension: Dimension;
  search: string;
  sources: Facts[];
}

/**
 * Reads what is wanted from the parameters `dimension`, `search` and `metric`.
 * @throws ResourceError with what they may be
 */
export function readValuesWanted(parameters: URLSearchParams): ValuesWanted {
  const name = parameters.get('dimension');
  const dimension = DIMENSIONS.find((known) => known === name);
  if (!dimension) throw invalid(`dimension must be one of ${DIMENSIONS.join(', ')}.`);
  return { dimension, search: parameters.get('search') ?? '', sources: sourcesOf(dimension, parameters.get('metric')) };
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

const valueRow = z.object({ value: z.string() });

/**
 * Lists values that the store has.
 * @throws BusyError when its turn does not come
 */
export async function listDimensionValues(
  client: ReadClient,
  { dimension, search, sources }: ValuesWanted,
  { limits, ...options }: ReadOptions & { limits: ReadLimits },
): Promise<DimensionValues> {
  if (dimension === 'source_class') return { values: SOURCE_CLASSES.filter(includes(search)), truncated: false };
  if (sources.length === 0) return { values: [], truncated: false };
  const statement = {
    sql: valuesSql(dimension, sources),
    parameters: { search, none: NO_VALUE, limit: MAXIMUM_VALUES + 1 },
  };
  const rows = await selectRows(client, statement, valueRow, {
    ...options,
    limits: { ...limits, rows: MAXIMUM_VALUES + 1 },
  });
  const values = rows.map(({ value }) => value);
  return { values: values.slice(0, MAXIMUM_VALUES), truncated: values.length > MAXIMUM_VALUES };
}

function valuesSql(dimension: Dimension, sources: readonly Facts[]): string {
  // Several metrics may count the same facts.
  const tables = [...new Set(sources.map(storedValues))];
  const value = dimension === 'tag' ? 'arrayJoin(tags)' : dimension;
  const selects = tables.map((table) => `SELECT DISTINCT toString(${value}) AS stored FROM ${table}`);
  return `SELECT DISTINCT if(stored = '', {none:String}, stored) AS value
FROM (
  ${selects.join('\n  UNION ALL\n  ')}
)
WHERE positionCaseInsensitiveUTF8(value, {search:String}) > 0
ORDER BY value
LIMIT {limit:UInt32}`;
}

function includes(search: string): (value: string) => boolean {
  return (value) => value.toLowerCase().includes(search.toLowerCase());
}
