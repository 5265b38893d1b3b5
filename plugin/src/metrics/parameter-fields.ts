import type { Metric } from '@saleshub/model';

/** How one parameter of a query is asked for. */
export type ParameterField =
  | { kind: 'choice'; name: string; choices: readonly string[]; usual: string | undefined }
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

interface Schema {
  type?: unknown;
  enum?: readonly unknown[];
  minimum?: number;
  maximum?: number;
  default?: unknown;
}

function fieldsOf(schema: { properties?: Record<string, unknown> } | undefined): ParameterField[] {
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => fieldOf(name, property as Schema));
}

function fieldOf(name: string, { type, enum: choices, minimum, maximum, default: usual }: Schema): ParameterField {
  if (choices) return { kind: 'choice', name, choices: choices.map(String), usual: textOf(usual) };
  if (type === 'integer' || type === 'number') {
    return { kind: 'number', name, minimum, maximum, usual: typeof usual === 'number' ? usual : undefined };
  }
  return { kind: 'text', name, usual: textOf(usual) };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
