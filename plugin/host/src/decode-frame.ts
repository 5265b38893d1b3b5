import { tableFromIPC, type Field, type Vector } from 'apache-arrow';

/** A column of a frame. */
export interface DecodedField {
  name: string;
  type: 'time' | 'number' | 'string' | 'boolean';
  labels: Record<string, string>;
  /** Grafana's FieldConfig: displayNameFromDS, unit, decimals, min, max … */
  config: Record<string, unknown>;
  /** Times as milliseconds since 1970; null where a value is missing. */
  values: (number | string | boolean | null)[];
}

/** A frame as plain objects, in the form that `toDataFrame` of @grafana/data takes. */
export interface DecodedFrame {
  name: string;
  refId: string;
  /** Grafana's QueryResultMeta: type, typeVersion, executedQueryString, notices, custom … */
  meta: Record<string, unknown>;
  fields: DecodedField[];
  /** How many rows. */
  length: number;
}

/** Reads a frame from an Arrow file, as Grafana's SDK does. */
export function decodeFrame(bytes: Uint8Array): DecodedFrame {
  const table = tableFromIPC(bytes);
  const { metadata, fields } = table.schema;
  return {
    name: metadata.get('name') ?? '',
    refId: metadata.get('refId') ?? '',
    meta: jsonOf(metadata.get('meta')),
    fields: fields.map((field, index) => decodeField(field, table.getChildAt(index))),
    length: table.numRows,
  };
}

function decodeField(field: Field, column: Vector | null): DecodedField {
  return {
    name: field.name,
    type: typeOf(field),
    labels: jsonOf(field.metadata.get('labels')) as Record<string, string>,
    config: jsonOf(field.metadata.get('config')),
    // Arrow gives timestamps of every precision as milliseconds.
    values: column ? Array.from(column, (value: unknown) => cell(value)) : [],
  };
}

function typeOf({ name, metadata }: Field): DecodedField['type'] {
  const type = metadata.get('tstype');
  if (type === 'time' || type === 'number' || type === 'string' || type === 'boolean') return type;
  throw new Error(`The field ${name} has the unknown type ${type}`);
}

function cell(value: unknown): number | string | boolean | null {
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean')
    return value;
  throw new Error(`A frame holds a value of type ${typeof value}`);
}

function jsonOf(text: string | undefined): Record<string, unknown> {
  return text === undefined ? {} : (JSON.parse(text) as Record<string, unknown>);
}
