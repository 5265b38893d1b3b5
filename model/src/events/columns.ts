import { columnKinds, fields, type ColumnKind } from './fields';

/** A column of the table `events`. */
export interface EventColumn {
  name: string;
  kind: ColumnKind;
}

/**
 * The fields whose columns have another name: what a call came to is one of the dimensions `outcome`, and the kinds of
 * records share their column with those of decisions and milestones.
 */
const COLUMN_NAMES: Partial<Record<keyof typeof fields, string>> = {
  call_outcome: 'outcome',
  record_kind: 'kind',
  mergeable_kind: 'kind',
};

/**
 * The columns that hold an event's own data, in the order in which rows are written: one for each field of any
 * event type. What the service adds (source, type, received_at …) is not among them.
 */
export const EVENT_COLUMNS: readonly EventColumn[] = collectColumns();

function collectColumns(): EventColumn[] {
  const columns = new Map<string, EventColumn>();
  for (const [field, schema] of Object.entries(fields)) {
    const kind = columnKinds.get(schema)?.kind;
    if (!kind) throw new Error(`The field ${field} names no column kind`);
    const name = COLUMN_NAMES[field as keyof typeof fields] ?? field;
    const other = columns.get(name);
    if (other && other.kind !== kind) throw new Error(`The column ${name} has fields of two kinds`);
    columns.set(name, { name, kind });
  }
  return [...columns.values()];
}
