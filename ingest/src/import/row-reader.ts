import type { SalesEvent } from '@saleshub/model';
import type { Admission, AdmittedEvent } from '../intake/intake';
import { createCondition, isEmptyCell } from './condition';
import {
  createFieldReader,
  describeOrigin,
  type FieldReader,
  type FieldValue,
  type Surroundings,
} from './field-reader';
import { currencyOfRow, type SignedAmount } from './currency';
import { mappedFields } from './field-kind';
import type { MappedEvent, MappingDefinition, Source } from './mapping-schema';
import { quoteCell, type Reading, type Refusal, type RefusalCode } from './refusal';
import { parseTemplate, type Template } from './template';
import type { ColumnPositions } from './table-header';
import { createUnknownWordFinder } from './unknown-words';

/** What becomes of a row. */
export type RowOutcome =
  { kind: 'events'; events: AdmittedEvent[] } | { kind: 'ignored' } | { kind: 'refused'; refusal: Refusal };

type Cells = readonly string[];
type EventBody = Record<string, FieldValue | Record<string, FieldValue>[]>;

/** The check that every event passes, whichever way it comes. */
export type AdmitEvent = (body: unknown) => Admission;

/**
 * Makes the function that turns a row into events. Where one event of a row is refused the row is refused as a whole,
 * so that it can be corrected and imported again as it is.
 */
export function createRowReader(
  mapping: MappingDefinition,
  surroundings: Surroundings,
  admit: AdmitEvent,
): (cells: Cells) => RowOutcome {
  const isIgnored = mapping.ignore ? createCondition(mapping.ignore.when, surroundings.columns) : () => false;
  const findUnknownWord = createUnknownWordFinder(mapping, surroundings.columns);
  const readers = mapping.events.map((event) => ({
    applies: createCondition(event.when ?? {}, surroundings.columns),
    read: createEventReader(event, { shared: mapping.shared_fields, surroundings, admit }),
  }));
  return (cells) => {
    if (isIgnored(cells)) return { kind: 'ignored' };
    const unknown = findUnknownWord(cells);
    if (unknown) return { kind: 'refused', refusal: unknown };
    const events: AdmittedEvent[] = [];
    for (const { applies, read } of readers) {
      if (!applies(cells)) continue;
      const event = read(cells);
      if (!event.ok) return { kind: 'refused', refusal: event.refusal };
      const { id } = event.value.event;
      if (events.some((earlier) => earlier.event.id === id)) return refuseDoubled(event.value.event);
      events.push(event.value);
    }
    return events.length > 0 ? { kind: 'events', events } : { kind: 'refused', refusal: NO_EVENT };
  };
}

const NO_EVENT: Refusal = {
  code: 'no_event',
  place: '',
  reason: 'No event of the mapping applies to this row, and the mapping does not say to ignore it.',
};

function refuseDoubled({ id, type }: SalesEvent): RowOutcome {
  const reason = `${type}: an earlier event of this row has the same id, ${quoteCell(id)}.`;
  return { kind: 'refused', refusal: { code: 'duplicate_id', place: `${type}.id`, reason } };
}

function createEventReader(
  event: MappedEvent,
  { shared, surroundings, admit }: { shared: Record<string, Source>; surroundings: Surroundings; admit: AdmitEvent },
): (cells: Cells) => Reading<AdmittedEvent> {
  const { type } = event;
  const reader = (field: string, source: Source, place = `${type}.${field}`) =>
    createFieldReader(field, source, { place, surroundings });
  const known = mappedFields(type);
  const sources = Object.entries({ ...shared, ...event.fields }).filter(([field]) => known.has(field));
  const readId = createIdReader(event, surroundings.columns);
  const readTime = reader('occurred_at', event.occurred_at);
  const fields = sources.map(([field, source]) => [field, reader(field, source)] as const);
  const items = (event.items ?? []).map((item, index) =>
    Object.entries(item).map(
      ([field, source]) => [field, reader(field, source, `${type}.items.${index}.${field}`)] as const,
    ),
  );
  const origins = new Map([...sources, ['occurred_at', event.occurred_at] as const]);

  return (cells) => {
    const id = readId(cells);
    if (!id.ok) return id;
    const time = readTime(cells);
    if (!time.ok) return time;
    if (time.value === undefined) {
      const reason = `${type} has no date: ${describeOrigin(event.occurred_at)} is empty.`;
      return { ok: false, refusal: { code: 'no_date', place: `${type}.occurred_at`, reason } };
    }
    const values = readAll(fields, cells);
    if (!values.ok) return values;
    const body: EventBody = { ...values.value, type, id: id.value, occurred_at: time.value };
    const amounts = [...values.amounts];
    for (const item of items) {
      const read = readAll(item, cells);
      if (!read.ok) return read;
      amounts.push(...read.amounts);
      body['items'] = [...((body['items'] as Record<string, FieldValue>[] | undefined) ?? []), read.value];
    }
    const currency = currencyOfRow(body['currency'], amounts);
    if (typeof currency === 'object') return { ok: false, refusal: currency };
    if (currency !== undefined) body['currency'] = currency;
    return check(body, { type, origins, admit });
  };
}

/** @param type what the id is of, for a refusal */
export function createIdReader(
  { id, type }: { id: string; type: string },
  columns: ColumnPositions,
): (cells: Cells) => Reading<string> {
  const template: Template = parseTemplate(id) ?? { parts: [] };
  return (cells) => {
    let value = '';
    for (const part of template.parts) {
      const text = 'text' in part ? part.text : (cells[columns.get(part.column) ?? -1] ?? '');
      if ('column' in part && isEmptyCell(text)) {
        const reason = `${type} has no id: column ${JSON.stringify(part.column)} is empty.`;
        return { ok: false, refusal: { code: 'no_id', place: `${type}.id`, reason } };
      }
      value += text;
    }
    return { ok: true, value };
  };
}

type ReadFields =
  { ok: true; value: Record<string, FieldValue>; amounts: SignedAmount[] } | Extract<Reading<never>, { ok: false }>;

/** Reads fields, and what the signs beside their amounts say. */
function readAll(readers: readonly (readonly [string, FieldReader])[], cells: Cells): ReadFields {
  const values: Record<string, FieldValue> = {};
  const amounts: SignedAmount[] = [];
  for (const [field, read] of readers) {
    const reading = read(cells);
    if (!reading.ok) return reading;
    if (reading.value !== undefined) values[field] = reading.value;
    if (reading.currency !== undefined) amounts.push({ currency: reading.currency, place: field });
  }
  return { ok: true, value: values, amounts };
}

/** Gives the reasons of the check with the columns they are about. */
function check(
  body: EventBody,
  { type, origins, admit }: { type: string; origins: ReadonlyMap<string, Source>; admit: AdmitEvent },
): Reading<AdmittedEvent> {
  const result = admit(body);
  if (result.ok) return { ok: true, value: result };
  const [first] = result.errors;
  const code: RefusalCode = first.code;
  const reasons = result.errors.map(({ path, message }) => {
    const origin = origins.get(path);
    return origin ? `${message.replace(/\.$/, '')} (${describeOrigin(origin)}).` : message;
  });
  const place = first.path === '' ? type : `${type}.${first.path}`;
  return { ok: false, refusal: { code, place, reason: `${type}: ${reasons.join(' ')}` } };
}
