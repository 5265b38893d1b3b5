import { eventTypes, recordKind, SHARED_DIMENSIONS, statusesOf } from '@saleshub/model';
import type { z } from 'zod';
import { unitOf } from './durations';
import { hasItems, kindOf, mappedFields, recordFields } from './field-kind';
import type { MappingProblem } from './mapping-error';
import type { MappedEvent, MappedRecord, MappingDefinition, Source } from './mapping-schema';
import { enumeratingColumns } from './unknown-words';
import { wordForm } from './words';

type Problems = Iterable<MappingProblem>;

/** What the schema of the file cannot know: whether the fields and their values fit the event types. */
export function* checkMapping(mapping: MappingDefinition): Problems {
  yield* checkSharedFields(mapping);
  yield* checkKnownValues(mapping);
  if (mapping.record) yield* checkRecord(mapping, mapping.record);
  for (const [index, event] of mapping.events.entries()) {
    yield* checkEvent(mapping, event, ['events', index]);
  }
}

function* checkKnownValues(mapping: MappingDefinition): Problems {
  const enumerating = enumeratingColumns(mapping);
  for (const column of Object.keys(mapping.known_values)) {
    if (enumerating.includes(column)) continue;
    const which =
      enumerating.length > 0 ? `it may be ${enumerating.join(', ')}` : 'no event has such a condition, by is or in';
    const rule = `is no column whose words decide which events apply; ${which}`;
    yield { code: 'invalid_value', path: ['known_values', column], rule };
  }
}

function* checkSharedFields(mapping: MappingDefinition): Problems {
  const shareable: readonly string[] = [...SHARED_DIMENSIONS, 'tags'];
  for (const [name, source] of Object.entries(mapping.shared_fields)) {
    const path = ['shared_fields', name];
    if (!shareable.includes(name)) {
      yield { code: 'unknown_field', path, rule: `is not a field of every event; it may be ${shareable.join(', ')}` };
    } else {
      yield* checkSource(mapping, source, { field: name, path });
    }
  }
}

function* checkEvent(mapping: MappingDefinition, event: MappedEvent, path: PropertyKey[]): Problems {
  const known = mappedFields(event.type);
  const given = { ...mapping.shared_fields, ...event.fields };
  yield* checkSource(mapping, event.occurred_at, { field: 'occurred_at', path: [...path, 'occurred_at'] });
  const time = eventTypes[event.type].shape.occurred_at;
  yield* checkFixedValues(event.occurred_at, { field: 'occurred_at', schema: time, path: [...path, 'occurred_at'] });
  for (const [name, source] of Object.entries(event.fields ?? {})) {
    const schema = known.get(name);
    if (!schema) {
      const rule = `is not a field of ${event.type}; it may be ${[...known.keys()].join(', ')}`;
      yield { code: 'unknown_field', path: [...path, 'fields', name], rule };
    } else {
      yield* checkSource(mapping, source, { field: name, path: [...path, 'fields', name] });
    }
  }
  for (const [name, source] of Object.entries(given)) {
    const schema = known.get(name);
    const own = event.fields && Object.hasOwn(event.fields, name);
    const at = own ? [...path, 'fields', name] : ['shared_fields', name];
    if (schema) yield* checkFixedValues(source, { field: name, schema, path: at });
  }
  for (const [name, schema] of known) {
    if (Object.hasOwn(given, name) || schema.safeParse(undefined).success) continue;
    yield { code: 'required', path: [...path, 'fields'], rule: `needs ${name}, which every ${event.type} has` };
  }
  yield* checkItems(mapping, event, path);
}

function* checkRecord(mapping: MappingDefinition, { kind, fields }: MappedRecord): Problems {
  const known = recordFields(kind);
  for (const [name, source] of Object.entries(fields)) {
    const path = ['fields', name];
    const schema = known.get(name);
    if (!schema) {
      const rule = `is not a field of a record of the kind ${kind}; it may be ${[...known.keys()].join(', ')}`;
      yield { code: 'unknown_field', path, rule };
      continue;
    }
    yield* checkSource(mapping, source, { field: name, path });
    // Of a status any spelling will do.
    if (name === 'status') yield* checkStatuses(source, statusesOf(recordKind(kind)), path);
    else yield* checkFixedValues(source, { field: name, schema, path });
  }
}

function* checkStatuses({ value, values = {} }: Source, statuses: readonly string[], path: PropertyKey[]): Problems {
  const given: [PropertyKey[], Source['value'] | null][] = Object.entries(values).map(([word, to]) => [
    [...path, 'values', word],
    to,
  ]);
  if (value !== undefined) given.push([[...path, 'value'], value]);
  for (const [at, to] of given) {
    if (to === null || to === undefined || statuses.includes(String(to))) continue;
    yield { code: 'invalid_value', path: at, rule: `must be one of ${statuses.join(', ')}` };
  }
}

function* checkItems(mapping: MappingDefinition, event: MappedEvent, path: PropertyKey[]): Problems {
  if (hasItems(event.type) && !event.items) {
    yield { code: 'required', path, rule: `needs items, which every ${event.type} has` };
  }
  if (event.items && !hasItems(event.type)) {
    yield { code: 'unknown_field', path: [...path, 'items'], rule: `goes with order.placed, not with ${event.type}` };
  }
  for (const [index, item] of (event.items ?? []).entries()) {
    for (const [field, source] of Object.entries(item)) {
      yield* checkSource(mapping, source, { field, path: [...path, 'items', index, field] });
    }
  }
}

function* checkSource(
  mapping: MappingDefinition,
  source: Source,
  { field, path }: { field: string; path: PropertyKey[] },
): Problems {
  const kind = kindOf(field);
  if (source.lookup !== undefined && !Object.hasOwn(mapping.lookups, source.lookup)) {
    const names = Object.keys(mapping.lookups);
    const rule = `names no look-up; ${names.length > 0 ? `it may be ${names.join(', ')}` : 'the mapping has none'}`;
    yield { code: 'unknown_lookup', path: [...path, 'lookup'], rule };
  }
  for (const key of ['format', 'locale', 'time_zone', 'plus_days'] as const) {
    if (source[key] === undefined || ['time', 'date', 'moment'].includes(kind)) continue;
    yield { code: 'conflicting_keys', path: [...path, key], rule: `is for times and dates; ${field} is neither` };
  }
  if (source.unit !== undefined && unitOf(field) === undefined) {
    yield { code: 'conflicting_keys', path: [...path, 'unit'], rule: `is for durations; ${field} is none` };
  }
  if (typeof source.value === 'string' && /\{[^{}]+\}/.test(source.value)) {
    const rule = 'is a text with braces: with template: in place of value: it would put columns together';
    yield { code: 'invalid_template', path: [...path, 'value'], rule };
  }
  if (source.split !== undefined && kind !== 'labels') {
    yield { code: 'conflicting_keys', path: [...path, 'split'], rule: `is for lists such as tags; ${field} is none` };
  }
  yield* checkValueMap(source, path);
}

/** Two keys that are compared as one word would leave open which of them a cell is. */
function* checkValueMap({ values = {}, exact }: Source, path: PropertyKey[]): Problems {
  const form = wordForm(exact);
  const seen = new Map<string, string>();
  for (const word of Object.keys(values)) {
    const before = seen.get(form(word));
    if (before !== undefined) {
      const rule = `is the same word as ${JSON.stringify(before)} in other letters; with exact: true they are two`;
      yield { code: 'conflicting_keys', path: [...path, 'values', word], rule };
    }
    seen.set(form(word), word);
  }
}

/** Fixed values and value maps go into the event as they stand, so they must fit it. */
function* checkFixedValues(
  source: Source,
  { field, schema, path }: { field: string; schema: z.ZodType; path: PropertyKey[] },
): Problems {
  const places: [PropertyKey[], Source['value'] | null][] = [[[...path, 'value'], source.value]];
  for (const [from, to] of Object.entries(source.values ?? {})) places.push([[...path, 'values', from], to]);
  for (const [at, value] of places) {
    if (value === undefined || value === null) continue;
    const result = schema.safeParse(kindOf(field) === 'labels' ? [value] : value);
    const message = result.error?.issues[0]?.message;
    if (message !== undefined) yield { code: 'invalid_value', path: at, rule: `does not fit ${field}: ${message}` };
  }
}
