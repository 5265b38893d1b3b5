import {
  EVENT_COLUMNS,
  eventTypes,
  recordSchema,
  type ColumnKind,
  type EventType,
  type RecordKind,
} from '@saleshub/model';
import type { z } from 'zod';

/** How a field's value is written; a moment is a date or a time, whichever its format says. */
export type FieldKind = ColumnKind | 'moment';

/** The fields that records have beside those of events. */
const RECORD_FIELDS: Readonly<Record<string, FieldKind>> = {
  status: 'label',
  deleted: 'flag',
  merged_into: 'text',
  created_at: 'moment',
  closed_at: 'moment',
  modified_at: 'moment',
  stage_since: 'moment',
  first_replied_at: 'moment',
};

const KINDS: ReadonlyMap<string, FieldKind> = new Map([
  ...EVENT_COLUMNS.map(({ name, kind }) => [name, kind] as const),
  ...Object.entries(RECORD_FIELDS),
]);
/** What a mapping gives in places of their own. */
const NOT_MAPPED = ['type', 'id', 'occurred_at', 'items'];

/** The fields that a mapping may give to events of a type, each with its schema. */
export function mappedFields(type: EventType): ReadonlyMap<string, z.ZodType> {
  const shape: Readonly<Record<string, z.ZodType>> = eventTypes[type].shape;
  return new Map(Object.entries(shape).filter(([name]) => !NOT_MAPPED.includes(name)));
}

/** The fields that a mapping may give to records of a kind, each with its schema. */
export function recordFields(kind: RecordKind): ReadonlyMap<string, z.ZodType> {
  const shape: Readonly<Record<string, z.ZodType>> = recordSchema(kind).shape;
  return new Map(Object.entries(shape).filter(([name]) => name !== 'id'));
}

export function hasItems(type: EventType): boolean {
  return 'items' in eventTypes[type].shape;
}

/** How a field's value is written: text, number, date and so on. */
export function kindOf(field: string): FieldKind {
  const kind = KINDS.get(field);
  if (kind === undefined) throw new Error(`There is no field ${field}`);
  return kind;
}
