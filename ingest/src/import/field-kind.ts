import { EVENT_COLUMNS, eventTypes, type ColumnKind, type EventType } from '@saleshub/model';
import type { z } from 'zod';

const KINDS: ReadonlyMap<string, ColumnKind> = new Map(EVENT_COLUMNS.map(({ name, kind }) => [name, kind]));
/** What a mapping gives in places of their own. */
const NOT_MAPPED = ['type', 'id', 'occurred_at', 'items'];

/** The fields that a mapping may give to events of a type, each with its schema. */
export function mappedFields(type: EventType): ReadonlyMap<string, z.ZodType> {
  const shape: Readonly<Record<string, z.ZodType>> = eventTypes[type].shape;
  return new Map(Object.entries(shape).filter(([name]) => !NOT_MAPPED.includes(name)));
}

export function hasItems(type: EventType): boolean {
  return 'items' in eventTypes[type].shape;
}

/** How a field's value is written: text, number, date and so on. */
export function kindOf(field: string): ColumnKind {
  const kind = KINDS.get(field);
  if (kind === undefined) throw new Error(`No event has a field ${field}`);
  return kind;
}
