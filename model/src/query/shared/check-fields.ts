import type { z } from 'zod';
import { isTimeZone } from '../../calendar/calendar';
import { COMMON_DIMENSIONS, type Dimension } from '../../catalogue/dimensions';
import { fields } from '../../events/fields';
import { QueryError } from './query-error';
import type { Filter } from './fields';

/** A filter whose dimension is one of those that its query has. */
export interface CheckedFilter extends Filter {
  dimension: Dimension;
}

/** The dimensions that a query has, and whose they are for the message. */
export interface Offered {
  owner: string;
  dimensions: readonly Dimension[];
}

/** A query of a type that is not of one metric, with its filters and parameters checked. */
export type Checked<Query, Parameters extends z.ZodObject> = Omit<Query, 'filters' | 'parameters'> & {
  filters: CheckedFilter[];
  parameters: z.output<Parameters>;
};

/**
 * Checks what such queries have in common: a time zone, filters by the dimensions that all records have, and the type's
 * own parameters.
 * @throws QueryError unknown_time_zone, unknown_dimension, invalid_value, invalid_parameter
 */
export function checkCommonFields<
  Query extends {
    queryType: string;
    timeZone?: string | undefined;
    filters: readonly Filter[];
    parameters: Record<string, unknown>;
  },
  Parameters extends z.ZodObject,
>(query: Query, parameters: Parameters): Checked<Query, Parameters> {
  checkTimeZone(query);
  return {
    ...query,
    filters: checkFilters(query.filters, { owner: query.queryType, dimensions: COMMON_DIMENSIONS }),
    parameters: checkParameters(query.queryType, parameters, query.parameters),
  };
}

/** @throws QueryError unknown_time_zone */
export function checkTimeZone({ timeZone }: { timeZone?: string | undefined }): void {
  if (timeZone === undefined || isTimeZone(timeZone)) return;
  throw new QueryError(
    'unknown_time_zone',
    'timeZone',
    `timeZone must be an IANA time zone such as Europe/Berlin, not "${timeZone}".`,
  );
}

/** @throws QueryError unknown_dimension, invalid_value */
export function checkGroupBy(groupBy: readonly string[], offered: Offered): Dimension[] {
  const checked = groupBy.map((name, index) => checkDimension(name, `groupBy.${index}`, offered));
  if (checked.length === 2 && checked[0] === checked[1]) {
    throw new QueryError('invalid_value', 'groupBy.1', `groupBy names ${checked[1]} twice.`);
  }
  return checked;
}

/** @throws QueryError unknown_dimension, invalid_value */
export function checkFilters(filters: readonly Filter[], offered: Offered): CheckedFilter[] {
  return filters.map((filter, index) => {
    checkValues(filter, `filters.${index}.values`);
    const dimension = checkDimension(filter.dimension, `filters.${index}.dimension`, offered);
    checkMatch({ ...filter, dimension }, `filters.${index}.values`);
    return { ...filter, dimension };
  });
}

function checkDimension(name: string, path: string, { owner, dimensions }: Offered): Dimension {
  const found = dimensions.find((dimension) => dimension === name);
  if (found) return found;
  const reason = `${owner} cannot be split or filtered by ${name}; it has ${dimensions.join(', ')}.`;
  throw new QueryError('unknown_dimension', path, reason);
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

/** All values that some dimensions can have. */
const CLOSED: Partial<Record<Dimension, readonly string[]>> = {
  source_class: ['primary', 'other'],
  direction: fields.direction.options,
  outcome: fields.call_outcome.options,
  purpose: fields.purpose.options,
  activity: fields.activity.options,
  survey: fields.survey.options,
  intent: fields.intent.options,
};

/** Refuses an expression that can match nothing: an alert on it would keep quiet for ever. */
function checkMatch({ dimension, operator, values: [expression = ''] }: CheckedFilter, path: string): void {
  const known = CLOSED[dimension];
  if (operator !== 'matches' || !known || canMatch(expression, known)) return;
  const reason = `${path} must match one of ${known.join(', ')} for ${dimension}; "${expression}" matches none.`;
  throw new QueryError('invalid_value', path, reason);
}

/** A dashboard's variable, which is filled in later. */
const VARIABLE = /\$[\w{]|\[\[/;

/** True also for what only RE2 understands. */
function canMatch(expression: string, known: readonly string[]): boolean {
  if (VARIABLE.test(expression)) return true;
  try {
    const pattern = new RegExp(expression, 'u');
    return ['', ...known].some((value) => pattern.test(value));
  } catch {
    return true;
  }
}

/**
 * The parameters as their schema has them, with defaults filled in.
 * @param owner whose they are, for the message: a metric's id or a query type
 * @throws QueryError invalid_parameter
 */
export function checkParameters<Schema extends z.ZodObject>(
  owner: string,
  schema: Schema,
  given: Record<string, unknown>,
): z.output<Schema> {
  const result = schema.safeParse(given, { reportInput: true });
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = ['parameters', ...(issue?.path ?? [])].join('.');
  const names = Object.keys(schema.shape);
  const reason =
    issue?.code === 'unrecognized_keys'
      ? `${owner} takes ${names.length > 0 ? `the parameters ${names.join(', ')}` : 'no parameters'}, not ${issue.keys.join(', ')}.`
      : `${path} ${rule(issue)}.`;
  throw new QueryError('invalid_parameter', path, reason);
}

/** The values of a union's member that lists them; else what the union itself says that it may be. */
function ruleOfUnion({ errors, message }: z.core.$ZodIssueInvalidUnion): string {
  const listed = errors.flat().find(({ code }) => code === 'invalid_value');
  return listed ? rule(listed) : message;
}

const SIZES: Record<string, string> = { array: ' entries', string: ' characters' };

/** What a field may be, as the rest of a sentence that begins with its name. */
export function rule(issue: z.core.$ZodIssue | undefined): string {
  switch (issue?.code) {
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be of type ${issue.expected}`;
    case 'invalid_union':
      return ruleOfUnion(issue);
    case 'custom':
      return issue.message;
    case 'too_big':
      return `must be at most ${issue.maximum}${SIZES[issue.origin] ?? ''}`;
    case 'too_small':
      return `must be at least ${issue.minimum}`;
    default:
      return 'is not valid';
  }
}
