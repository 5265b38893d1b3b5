import { columnKinds, fields, type ColumnKind } from './fields';

/** A column of the table `events`. */
export interface EventColumn {
  name: string;
  kind: ColumnKind;
}

/** The field whose column has another name: what a call came to is one of the dimensions `outcome`. */
const COLUMN_NAMES: Partial<Record<keyof typeof fields, string>> = { call_outcome: 'outcome' };

/**
 * The columns that hold an event's own data, in the order in which rows are written: one for each field of any
 * event type. What the service adds (source, type, received_at …) is not among them.
 */
export const EVENT_COLUMNS: readonly EventColumn[] = Object.entries(fields).map(([field, schema]) => {
  const entry = columnKinds.get(schema);
  if (!entry) throw new Error(`The field ${field} names no column kind`);
  return { name: COLUMN_NAMES[field as keyof typeof fields] ?? field, kind: entry.kind };
});
