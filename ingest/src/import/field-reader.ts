import { isEmptyCell } from './condition';
import { kindOf } from './field-kind';
import type { LookupTable } from './lookup-table';
import { sourceColumn } from './mapping-columns';
import type { MappingDefinition, Source } from './mapping-schema';
import { convertDuration, readDuration, unitOf, type DurationUnit } from './durations';
import { createNumberReader } from './number-format';
import { quoteCell, type Reading, type RefusalCode } from './refusal';
import type { ColumnPositions } from './table-header';
import { suggestTimeFormat } from './recognise/suggest-time-format';
import { parseTemplate } from './template';
import { addDays, createTimeReader, hasTimeOfDay } from './time-format';
import { createValueMap } from './value-map';

/** A value as an event has it before its own check. */
export type FieldValue = string | number | boolean | string[];
/** Gives a field's value from the cells of a row; undefined where the cell is empty and the field therefore absent. */
export type FieldReader = (cells: readonly string[]) => Reading<FieldValue | undefined>;

/** What a mapping's values are read with. */
export interface Surroundings {
  columns: ColumnPositions;
  lookups: ReadonlyMap<string, LookupTable>;
  numbers: MappingDefinition['numbers'];
  timeZone: string;
}

type Scalar = string | number | boolean;
/** Gives a value, or the code and the end of a sentence that begins with the cell. */
type Converter = (text: string) => Scalar | { value: Scalar; currency: string } | { code: RefusalCode; rule: string };

const DEFAULT_FORMATS = { time: 'rfc3339', date: 'yyyy-MM-dd', moment: 'yyyy-MM-dd' } as const;

/**
 * Makes the reader of one field.
 * @param place what the field is called in a refusal, such as `opportunity.won.amount`
 */
export function createFieldReader(
  field: string,
  source: Source,
  { place, surroundings }: { place: string; surroundings: Surroundings },
): FieldReader {
  const isList = kindOf(field) === 'labels';
  if (source.value !== undefined) {
    const value = isList ? [String(source.value)] : source.value;
    return () => ({ ok: true, value });
  }
  const readText = createTextReader(source, { place, surroundings });
  const convert = createConverter(field, source, surroundings);
  const findValue = createValueMap(source);
  const { split } = source;

  const readOne = (text: string): Reading<Scalar | undefined> => {
    if (isEmptyCell(text)) return { ok: true, value: undefined };
    const mapped = findValue(text);
    if (mapped !== undefined) return { ok: true, value: mapped ?? undefined };
    const value = convert(text);
    if (typeof value !== 'object') return { ok: true, value };
    if ('value' in value) return { ok: true, ...value };
    const reason = `${place}: ${describeOrigin(source)} is ${quoteCell(text)}, ${value.rule}.`;
    return { ok: false, refusal: { code: value.code, place, reason } };
  };
  const readList = (text: string): Reading<string[] | undefined> => {
    const parts = (split === undefined ? [text] : text.split(split)).map((part) => readOne(part.trim()));
    const list = parts.flatMap((part) => (part.ok && part.value !== undefined ? [String(part.value)] : []));
    return { ok: true, value: list.length > 0 ? list : undefined };
  };
  const later = source.plus_days && createDayReader(source.plus_days, { place, surroundings });
  return (cells) => {
    const text = readText(cells);
    if (!text.ok) return text;
    const value = isList ? readList(text.value) : readOne(text.value);
    return later && value.ok && typeof value.value === 'string' ? later(value.value, cells) : value;
  };
}

/** Puts off a date or time by the days that a column says; an empty cell puts it off by none. */
function createDayReader(
  { column }: { column: string },
  { place, surroundings }: { place: string; surroundings: Surroundings },
): (value: string, cells: readonly string[]) => Reading<string> {
  const position = surroundings.columns.get(column) ?? -1;
  return (value, cells) => {
    const text = cells[position] ?? '';
    const days = isEmptyCell(text) ? 0 : Number(text.trim());
    if (Number.isInteger(days)) return { ok: true, value: addDays(value, days, surroundings.timeZone) };
    const reason = `${place}: column ${JSON.stringify(column)} is ${quoteCell(text)}, not a number of days.`;
    return { ok: false, refusal: { code: 'invalid_number', place, reason } };
  };
}

/** Where a value comes from, for a reason: `column "agent"`. */
export function describeOrigin(source: Source): string {
  if (source.template !== undefined) return `the template ${JSON.stringify(source.template)}`;
  if (source.column === undefined) return 'the fixed value';
  const column = `column ${JSON.stringify(source.column)}`;
  return source.lookup === undefined ? column : `${column} of the look-up ${source.lookup}`;
}

function createTextReader(
  source: Source,
  { place, surroundings }: { place: string; surroundings: Surroundings },
): (cells: readonly string[]) => Reading<string> {
  if (source.template !== undefined) return templateReader(source.template, surroundings.columns);
  const position = surroundings.columns.get(sourceColumn(source) ?? '') ?? -1;
  const lookup = source.lookup === undefined ? undefined : surroundings.lookups.get(source.lookup);
  if (!lookup) return (cells) => ({ ok: true, value: cells[position] ?? '' });

  const found = lookup.columns.get(source.column ?? '') ?? -1;
  return (cells) => {
    const key = cells[position] ?? '';
    if (isEmptyCell(key)) return { ok: true, value: '' };
    const row = lookup.rows.get(key);
    if (row) return { ok: true, value: row[found] ?? '' };
    if (source.missing === 'empty') return { ok: true, value: '' };
    const reason = `${place}: ${lookup.file} has no row with ${lookup.key} ${quoteCell(key)}.`;
    return { ok: false, refusal: { code: 'lookup_missing', place, reason } };
  };
}

/** Puts cells and fixed texts together; nothing where all of the cells are empty. */
function templateReader(template: string, columns: ColumnPositions): (cells: readonly string[]) => Reading<string> {
  const { parts } = parseTemplate(template) ?? { parts: [] };
  return (cells) => {
    const texts = parts.map((part) =>
      'text' in part ? part.text : (cells[columns.get(part.column) ?? -1] ?? '').trim(),
    );
    const isEmpty = parts.every((part, index) => 'text' in part || texts[index] === '');
    return { ok: true, value: isEmpty ? '' : texts.join('').trim() };
  };
}

function createConverter(field: string, source: Source, surroundings: Surroundings): Converter {
  const kind = kindOf(field);
  switch (kind) {
    case 'label':
    case 'text':
    case 'labels':
      return (text) => text;
    case 'money':
      return moneyConverter(surroundings.numbers);
    case 'decimal':
      return numberConverter(surroundings.numbers, (digits) => digits);
    case 'number': {
      const unit = unitOf(field);
      const convert = numberConverter(surroundings.numbers, Number);
      return unit ? durationConverter(unit, source.unit ?? unit, convert) : convert;
    }
    case 'small_integer':
      return numberConverter(surroundings.numbers, Number);
    case 'flag':
      return (text) => {
        const flag = text.trim().toLowerCase();
        if (flag === 'true' || flag === 'false') return flag === 'true';
        return { code: 'invalid_flag', rule: 'neither true nor false (other words need values: in the mapping)' };
      };
    case 'time':
    case 'date':
      return timeConverter(kind, source, surroundings);
    case 'moment':
      return momentConverter(source, surroundings);
    case 'items':
      throw new Error('Items are read from their own fields');
  }
}

function numberConverter(format: MappingDefinition['numbers'], give: (digits: string) => string | number): Converter {
  const read = createNumberReader(format);
  const rule = numberRule(format);
  return (text) => {
    const number = read(text);
    return number ? give(number.digits) : { code: 'invalid_number', rule };
  };
}

function moneyConverter(format: MappingDefinition['numbers']): Converter {
  const read = createNumberReader(format);
  const rule = numberRule(format);
  return (text) => {
    const number = read(text);
    if (!number) return { code: 'invalid_number', rule };
    const { digits, currency } = number;
    return currency === undefined ? digits : { value: digits, currency };
  };
}

function numberRule(format: MappingDefinition['numbers']): string {
  const separators = [
    `decimal sign ${quoteCell(format.decimal)}`,
    format.thousands === undefined ? 'no thousands separator' : `thousands separator ${quoteCell(format.thousands)}`,
  ];
  return `not a number with ${separators.join(' and ')}`;
}

/** A duration in words or as a clock, or a plain number of the unit that the mapping says. */
function durationConverter(to: DurationUnit, from: DurationUnit, convert: Converter): Converter {
  return (text) => {
    const duration = readDuration(text.trim(), to);
    if (duration !== undefined) return duration;
    const number = convert(text);
    if (typeof number === 'number') return convertDuration(number, from, to);
    return { code: 'invalid_number', rule: `neither a number of ${from} nor a duration such as 00:02:14 or 2m 14s` };
  };
}

function timeConverter(kind: 'time' | 'date', source: Source, surroundings: Surroundings): Converter {
  const format = source.format ?? DEFAULT_FORMATS[kind];
  const reader = createTimeReader(format, source.time_zone ?? surroundings.timeZone, source.locale);
  const refusal = (text: string): { code: RefusalCode; rule: string } => ({
    code: kind === 'date' ? 'invalid_date' : 'invalid_time',
    rule: `not a ${kind} written as ${format}${source.format === undefined ? suggestionFor(text) : ''}`,
  });
  if (kind === 'date') return (text) => reader.readDate(text.trim()) ?? refusal(text);
  return (text) => {
    const instant = reader.readInstant(text.trim());
    return instant === undefined ? refusal(text) : new Date(instant).toISOString();
  };
}

/** What a column without a format could say. */
function suggestionFor(text: string): string {
  const suggestion = suggestTimeFormat([text]);
  if (suggestion.kind === 'none') return '';
  const formats = suggestion.kind === 'certain' ? [suggestion.format] : suggestion.formats;
  return ` (it reads with format: ${formats.map((format) => JSON.stringify(format)).join(' or ')})`;
}

/** A date alone where the format has no time of day. */
function momentConverter(source: Source, surroundings: Surroundings): Converter {
  const format = source.format ?? DEFAULT_FORMATS.moment;
  return timeConverter(hasTimeOfDay(format) ? 'time' : 'date', { ...source, format }, surroundings);
}
