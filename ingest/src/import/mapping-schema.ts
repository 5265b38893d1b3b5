import { EVENT_TYPES, isTimeZone, RECORD_KINDS } from '@saleshub/model';
import { z } from 'zod';
import { section } from '../yaml/section';
import type { MappingErrorCode } from './mapping-error';
import { DELIMITERS } from './table/dialect';
import { ENCODING_NAMES, findEncoding } from './table/encodings';
import { parseTemplate, templateColumns } from './template';
import { DURATION_UNITS } from './durations';
import { checkTimeFormat, TIME_LOCALES } from './time-format';

function custom(code: MappingErrorCode, message: string, path: PropertyKey[], input: unknown): z.core.$ZodRawIssue {
  return { code: 'custom', message, path, input, params: { code } };
}

const column = z.string().min(1);
const fixed = z.union([z.string().min(1), z.number(), z.boolean()], {
  error: 'must be a text, a number, true or false',
});
const timeZone = z.string().refine(isTimeZone, {
  error: 'is not an IANA time zone such as Europe/Berlin',
  params: { code: 'unknown_time_zone' },
});
const encoding = z.string().transform((name, context) => {
  const found = findEncoding(name);
  if (found) return found;
  const rule = `is no encoding that is known here; it may be ${ENCODING_NAMES.join(', ')}`;
  context.issues.push(custom('unknown_encoding', rule, [], name));
  return z.NEVER;
});
/** How a file is written; what is not said is found. */
const written = {
  encoding: encoding.optional(),
  delimiter: z.enum(DELIMITERS).optional(),
  sheet: z.string().min(1).optional(),
};
const timeFormat = z.string().check((context) => {
  const problem = checkTimeFormat(context.value);
  if (problem !== undefined) context.issues.push(custom('unknown_time_format', problem, [], context.value));
});

/** Where a value comes from. One of: a column; a column of a look-up file; a fixed value. */
const source = section({
  column: column.optional(),
  template: z.string().min(1).optional(),
  lookup: z.string().optional(),
  by: column.optional(),
  missing: z.enum(['refuse', 'empty']).optional(),
  value: fixed.optional(),
  values: z.record(z.string(), fixed.nullable()).optional(),
  exact: z.literal(true).optional(),
  format: timeFormat.optional(),
  locale: z.enum(TIME_LOCALES).optional(),
  time_zone: timeZone.optional(),
  plus_days: section({ column }).optional(),
  unit: z.enum(DURATION_UNITS).optional(),
  split: z.string().min(1).optional(),
}).check((context) => {
  const given = context.value;
  const problem = (code: MappingErrorCode, path: PropertyKey[], message: string) =>
    context.issues.push(custom(code, message, path, given));
  if (given.value !== undefined) {
    const other = Object.keys(given).find((key) => key !== 'value');
    if (other !== undefined) problem('conflicting_keys', [other], 'stands beside value; a fixed value stands alone');
    return;
  }
  if (given.template !== undefined) {
    const lost = (['column', 'lookup', 'by', 'missing'] as const).find((key) => given[key] !== undefined);
    if (lost) problem('conflicting_keys', [lost], 'stands beside template; a value comes from the one or the other');
    const template = parseTemplate(given.template);
    if (!template) problem('invalid_template', ['template'], 'has a brace without its partner');
    else if (templateColumns(template).length === 0) {
      problem('invalid_template', ['template'], "names no column in braces, such as '{First name} {Last name}'");
    }
  } else if (given.exact && !given.values)
    problem('conflicting_keys', ['exact'], 'goes with values, which are not given');
  if (given.format === 'auto' && (given.template !== undefined || given.lookup !== undefined)) {
    problem('conflicting_keys', ['format'], 'is auto, which goes with a column of the table');
  }
  if (given.template !== undefined) return;
  if (given.column === undefined) {
    problem('required', [], 'needs column; or lookup, by and column; or template; or value');
  } else if (given.lookup === undefined) {
    const lost = (['by', 'missing'] as const).find((key) => given[key] !== undefined);
    if (lost) problem('conflicting_keys', [lost], 'goes with lookup, which is not given');
  } else if (given.by === undefined) {
    problem('required', [], 'needs by: the column of the table that holds the key of the look-up');
  }
});

/**
 * All that is stated must hold. Words are compared without regard to blanks around them and letter case, unless `exact`
 * is stated; cells of blanks only are empty.
 */
const condition = section({
  is: z.string().optional(),
  in: z.array(z.string()).min(1).optional(),
  not_in: z.array(z.string()).min(1).optional(),
  empty: z.literal(true).optional(),
  not_empty: z.literal(true).optional(),
  exact: z.literal(true).optional(),
})
  .refine((given) => Object.keys(given).some((key) => key !== 'exact'), {
    error: 'needs is, in, not_in, empty or not_empty',
    params: { code: 'required' },
  })
  .refine(({ exact, is, in: among, not_in }) => !exact || [is, among, not_in].some((words) => words !== undefined), {
    path: ['exact'],
    error: 'goes with is, in or not_in, none of which is given',
    params: { code: 'conflicting_keys' },
  });

/** A condition for each of some columns; all must hold. */
const when = z.record(column, condition);

const id = z.string().check((context) => {
  const template = parseTemplate(context.value);
  if (template && templateColumns(template).length > 0) return;
  const rule = template ? 'is the same for every row' : 'has a brace without its partner';
  const message = `${rule}; it names columns in braces, such as {opportunity_id}:created`;
  context.issues.push(custom('invalid_template', message, [], context.value));
});

const fields = z.record(z.string(), source);

const event = section({
  type: z.enum(EVENT_TYPES),
  when: when.optional(),
  id,
  occurred_at: source,
  fields: fields.optional(),
  items: z
    .array(section({ product: source, quantity: source, amount: source }))
    .min(1)
    .optional(),
});

export const mappingSchema = section({
  version: z.literal(1),
  ...written,
  numbers: section({ decimal: z.enum(['.', ',']), thousands: z.enum(['.', ',', ' ', "'"]).optional() })
    .refine((given) => given.decimal !== given.thousands, { error: 'has one sign for both decimal and thousands' })
    .default({ decimal: '.' }),
  time_zone: timeZone.optional(),
  lookups: z.record(z.string(), section({ file: z.string().min(1), key: column, ...written })).default({}),
  ignore: section({ when }).optional(),
  known_values: z.record(column, z.array(z.string()).min(1)).default({}),
  shared_fields: fields.default({}),
  events: z.array(event).min(1).optional(),
  records: z.enum(RECORD_KINDS).optional(),
  id: id.optional(),
  fields: fields.optional(),
})
  .check((context) => {
    const given = context.value;
    const problem = (code: MappingErrorCode, path: PropertyKey[], message: string) =>
      context.issues.push(custom(code, message, path, given));
    if (given.records === undefined) {
      if (!given.events)
        problem('required', ['events'], 'is required, or records: a table says what happened, or how records are now');
      const lost = (['id', 'fields'] as const).find((key) => given[key] !== undefined);
      if (lost) problem('conflicting_keys', [lost], 'goes with records, which is not given');
      return;
    }
    if (given.events) problem('conflicting_keys', ['events'], 'stands beside records; a table is the one or the other');
    if (given.id === undefined)
      problem('required', ['id'], "is required: what the record's id is made of, such as '{Deal}'");
    const lost = (['shared_fields', 'known_values'] as const).find((key) => Object.keys(given[key]).length > 0);
    if (lost) problem('conflicting_keys', [lost], 'goes with events, not with records');
  })
  .transform(({ events = [], id: recordId = '', fields: recordFields = {}, records, ...rest }) => ({
    ...rest,
    events,
    ...(records && { record: { kind: records, id: recordId, fields: recordFields } }),
  }));

/** A mapping file's content, checked. */
export type MappingDefinition = z.output<typeof mappingSchema>;
export type MappedEvent = MappingDefinition['events'][number];
/** Says that the rows are records as they are now. */
export type MappedRecord = NonNullable<MappingDefinition['record']>;
export type Source = z.output<typeof source>;
export type Conditions = z.output<typeof when>;
export type Condition = Conditions[string];
