import { EVENT_TYPES, eventTypes, type EventType } from '@saleshub/model';
import type { z } from 'zod';

/** What every event is known by. */
const ENVELOPE = ['type', 'id', 'occurred_at'];

/**
 * Kept wherever it is stated: an amount without its currency would be taken for one in the reporting currency.
 */
const ALWAYS_KEPT = ['currency'];

function fieldsOf(type: EventType): [name: string, schema: z.ZodType][] {
  const shape: Readonly<Record<string, z.ZodType>> = eventTypes[type].shape;
  return Object.entries(shape).filter(([name]) => !ENVELOPE.includes(name));
}

/** The fields that events of a type may have, beside what every event is known by. */
function fieldNames(type: EventType): string[] {
  return fieldsOf(type).map(([name]) => name);
}

/** The fields of a type that a plan may leave out. */
export function optionalFields(type: EventType): string[] {
  return fieldsOf(type)
    .filter(([name, schema]) => !ALWAYS_KEPT.includes(name) && schema.safeParse(undefined).success)
    .map(([name]) => name);
}

/** The fields of any of the types, each once. */
export function fieldNamesOf(types: readonly EventType[] = EVENT_TYPES): string[] {
  return [...new Set(types.flatMap(fieldNames))];
}
