import { z } from 'zod';
import { eventTypes, type EventType } from '../events/event-types';
import { columnKinds, type ColumnKind } from '../events/fields';

/** A clock shortly after the example events. */
export const NOW = Date.parse('2026-03-01T00:00:00Z');
export const CONTEXT = { now: NOW };

const BY_KIND: Record<ColumnKind, unknown> = {
  label: 'one',
  text: 'one',
  labels: ['one', 'two'],
  money: '10.50',
  decimal: '1.25',
  number: 5,
  small_integer: 5,
  flag: true,
  date: '2026-01-31',
  time: '2026-01-31T09:30:00+01:00',
  items: [{ product: 'one', quantity: 2, amount: '10.50' }],
};
/** Fields that obey a rule beside their kind's. */
const BY_NAME: Record<string, unknown> = {
  currency: 'EUR',
  period_end: '2026-02-28',
  active_to: '2026-02-28',
  into: 'another',
  metric: 'won_value',
};

function exampleOf(name: string, schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return exampleOf(name, schema.unwrap());
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (name in BY_NAME) return BY_NAME[name];
  const kind = columnKinds.get(schema as z.ZodType)?.kind;
  if (!kind) throw new Error(`There is no example for ${name}`);
  return BY_KIND[kind];
}

/** The names of the fields that an event of the type must have. */
export function requiredFields(type: EventType): string[] {
  return Object.entries<z.ZodType>(eventTypes[type].shape)
    .filter(([, schema]) => !schema.safeParse(undefined).success)
    .map(([name]) => name);
}

/** An event that has every field of its type. */
export function fullEvent(type: EventType): Record<string, unknown> {
  const fields = Object.entries<z.ZodType>(eventTypes[type].shape);
  return Object.fromEntries(fields.map(([name, schema]) => [name, exampleOf(name, schema)]));
}

/** An event that has only what its type requires, with `changes` made to it. */
export function minimalEvent(type: EventType, changes: Record<string, unknown> = {}): Record<string, unknown> {
  const full = fullEvent(type);
  const required = Object.fromEntries(requiredFields(type).map((name) => [name, full[name]]));
  return { ...required, ...(type === 'opportunity.changed' && { stage: 'one' }), ...changes };
}
