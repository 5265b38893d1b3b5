import type { DecodedField, DecodedFrame } from '@saleshub/plugin-host';

/** A frame in the JSON that Grafana's server answers and its page reads: what the columns are, then their values. */
export interface FrameJson {
  schema: {
    name: string;
    refId: string;
    meta: Record<string, unknown>;
    fields: Omit<DecodedField, 'values'>[];
  };
  data: { values: DecodedField['values'][] };
}

export function frameJson({ name, refId, meta, fields }: DecodedFrame): FrameJson {
  return {
    schema: {
      name,
      refId,
      meta,
      fields: fields.map(({ name, type, labels, config }) => ({ name, type, labels, config })),
    },
    data: { values: fields.map(({ values }) => values) },
  };
}
