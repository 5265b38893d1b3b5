import { QUERY_TYPES, queryTypes, type Metric } from '@saleshub/model';

/** How one parameter of a query is asked for. */
export type ParameterField =
  | { kind: 'choice'; name: string; choices: readonly string[]; usual: string | undefined }
  /** Any of a list. */
  | { kind: 'choices'; name: string; choices: readonly string[]; usual: readonly string[] }
  | {
      kind: 'number';
      name: string;
      minimum: number | undefined;
      maximum: number | undefined;
      usual: number | undefined;
    }
  | { kind: 'text'; name: string; usual: string | undefined };

/** The fields of a metric's parameters, from its schema. */
export function parameterFields({ parameters }: Metric): ParameterField[] {
  return fieldsOf(parameters?.toJSONSchema({ io: 'input' }));
}

/** The fields of a query's parameters that have an effect beside the given ones: those of its type, else of its metric. */
export function parameterFieldsOf(
  queryType: string,
  metric: Metric | undefined,
  given: Readonly<Record<string, unknown>>,
): ParameterField[] {
  const type = QUERY_TYPES.find((name) => name === queryType);
  const ofType = type && queryTypes[type].parameters;
  if (ofType) return fieldsOf(ofType.toJSONSchema({ io: 'input' }));
  if (!metric) return [];
  const fields = parameterFields(metric);
  return hasWindow(metric, given) ? fields : fields.filter(({ name }) => name !== 'windowDays');
}

/** Whether the metric, in the variant that the parameters choose, waits for a window to pass. */
function hasWindow({ windowDays, variant }: Metric, given: Readonly<Record<string, unknown>>): boolean {
  if (variant?.windowDays !== undefined && given[variant.parameter] === variant.value) return true;
  return windowDays !== undefined;
}

interface Schema {
  type?: unknown;
  enum?: readonly unknown[];
  items?: Schema;
  anyOf?: readonly Schema[];
  minimum?: number;
  maximum?: number;
  default?: unknown;
}

function fieldsOf(schema: { properties?: Record<string, unknown> } | undefined): ParameterField[] {
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => fieldOf(name, property as Schema));
}

function fieldOf(name: string, schema: Schema): ParameterField {
  const { type, enum: choices, minimum, maximum, default: usual } = schema;
  const listed = schema.anyOf?.find(({ items }) => items?.enum)?.items?.enum;
  if (listed) {
    return { kind: 'choices', name, choices: listed.map(String), usual: Array.isArray(usual) ? usual.map(String) : [] };
  }
  if (choices) return { kind: 'choice', name, choices: choices.map(String), usual: textOf(usual) };
  if (type === 'integer' || type === 'number') {
    return { kind: 'number', name, minimum, maximum, usual: typeof usual === 'number' ? usual : undefined };
  }
  return { kind: 'text', name, usual: textOf(usual) };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
