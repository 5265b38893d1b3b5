import { recordKind, statusesOf } from '@saleshub/model';
import { createCondition } from './condition';
import { currencyOfRow, type SignedAmount } from './currency';
import { createFieldReader, type FieldValue, type Surroundings } from './field-reader';
import type { MappedRecord, MappingDefinition } from './mapping-schema';
import { quoteCell, shortenCell, type Refusal } from './refusal';
import { createIdReader } from './row-reader';
import { foldWord } from './words';

/** What becomes of a row that shows a record as it is now; with its id wherever that is known. */
export type RecordRow =
  | { kind: 'record'; body: Record<string, FieldValue | null> & { id: string } }
  | { kind: 'ignored'; id?: string }
  | { kind: 'refused'; refusal: Refusal; id?: string };

/**
 * Makes the function that turns a row into a record, as JSON. A mapped column whose cell is empty clears its field, but
 * for the status, of which it says nothing.
 */
export function createRecordReader(
  mapping: MappingDefinition,
  { kind, id, fields }: MappedRecord,
  surroundings: Surroundings,
): (cells: readonly string[]) => RecordRow {
  const isIgnored = mapping.ignore ? createCondition(mapping.ignore.when, surroundings.columns) : () => false;
  const readId = createIdReader({ id, type: kind }, surroundings.columns);
  const statuses = new Map(statusesOf(recordKind(kind)).map((status) => [foldWord(status), status]));
  const readers = Object.entries(fields).map(([field, source]) => {
    const read = createFieldReader(field, source, { place: `${kind}.${field}`, surroundings });
    return { field, source, read };
  });
  return (cells) => {
    const recordId = readId(cells);
    if (isIgnored(cells)) return { kind: 'ignored', ...(recordId.ok && { id: recordId.value }) };
    if (!recordId.ok) return { kind: 'refused', refusal: recordId.refusal };
    const body: Record<string, FieldValue | null> & { id: string } = { id: recordId.value };
    const amounts: SignedAmount[] = [];
    for (const { field, source, read } of readers) {
      const reading = read(cells);
      if (!reading.ok) return { kind: 'refused', refusal: reading.refusal, id: body.id };
      if (reading.currency !== undefined) amounts.push({ currency: reading.currency, place: field });
      const { value } = reading;
      if (field !== 'status') {
        body[field] = value ?? null;
        continue;
      }
      if (value === undefined) continue;
      const status = statuses.get(foldWord(String(value)));
      if (status === undefined) {
        const refusal = unknownStatus(String(value), source.column ?? field, [...statuses.values()]);
        return { kind: 'refused', refusal, id: body.id };
      }
      body[field] = status;
    }
    const currency = currencyOfRow(body['currency'], amounts);
    if (typeof currency === 'object') return { kind: 'refused', refusal: currency, id: body.id };
    if (currency !== undefined) body['currency'] = currency;
    return { kind: 'record', body };
  };
}

function unknownStatus(word: string, column: string, statuses: readonly string[]): Refusal {
  const reason =
    `Column ${JSON.stringify(column)} is ${quoteCell(word)}, which is no status: name it in values of the status, as ` +
    `one of ${statuses.join(', ')}.`;
  return { code: 'unknown_value', place: column, reason, word: shortenCell(word.trim()) };
}
