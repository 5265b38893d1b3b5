import { z } from 'zod';
import { SHARED_DIMENSIONS, envelope } from './event-type';
import { EVENT_TYPES, describeEventType, eventTypes, type EventType } from './event-types';
import { columnKinds, type ColumnKind } from './fields';

const BEGIN = '<!-- made by npm run docs from model/src/events; edit it there -->';
const END = '<!-- end -->';

/**
 * The page about events with its tables of types and fields made anew; what is written by hand stays.
 * @param page Markdown that has the markers of the made part
 */
export function eventsDocument(page: string): string {
  const [before, made, ...others] = page.split(BEGIN);
  const end = made?.indexOf(END) ?? -1;
  if (before === undefined || made === undefined || end < 0 || others.length > 0) {
    throw new Error(`The page about events must have ${BEGIN} and ${END} once.`);
  }
  return [before, BEGIN, '\n\n', eventTables(), '\n', made.slice(end)].join('');
}

function eventTables(): string {
  return `Every event has or may have these fields:

${fieldTable([
  ['id', envelope.id],
  ['type', z.enum(EVENT_TYPES).describe('one of the types below')],
  ['occurred_at', envelope.occurred_at],
  ...SHARED_DIMENSIONS.map((name): Field => [name, envelope[name]]),
  ['tags', envelope.tags],
])}
The first three are required. The others from \`account\` to \`origin\` are the shared dimensions. Absent: not stated here, an
earlier value goes on. \`null\`: cleared from now on.

${markdownTable(
  ['type', 'meaning', 'required', 'optional'],
  EVENT_TYPES.map((type) => {
    const required = requiredFields(type).map(([name]) => name);
    const optional = ownFields(type).map(([name]) => name);
    return [
      `\`${type}\``,
      describeEventType(type).meaning,
      codes(required),
      codes(optional.filter((name) => !required.includes(name))),
    ];
  }),
)}
The fields that only some types have:

${fieldTable([...new Map(EVENT_TYPES.flatMap(ownFields))])}
${closedChannels()}`;
}

type Field = [name: string, schema: z.ZodType];

/** The fields that an event of the type must have, beside those that every event must have. */
function requiredFields(type: EventType): Field[] {
  return Object.entries<z.ZodType>(eventTypes[type].shape).filter(
    ([name, schema]) => !schema.isOptional() && !['id', 'type', 'occurred_at'].includes(name),
  );
}

/** The fields of a type that not every event has, those that are required first. */
function ownFields(type: EventType): Field[] {
  const fields = Object.entries<z.ZodType>(eventTypes[type].shape);
  return [...requiredFields(type), ...fields.filter(([, schema]) => schema.isOptional())].filter(
    ([name]) => !(name in envelope),
  );
}

/** The types whose channel is one of a list. */
function closedChannels(): string {
  const types = EVENT_TYPES.filter((type) => eventTypes[type].shape.channel !== envelope.channel);
  const [first] = types;
  if (first === undefined) return '';
  const channels = codes(valuesOf(eventTypes[first].shape.channel));
  return `The \`channel\` of ${codes(types)} is one of ${channels}.\n`;
}

function fieldTable(fields: readonly Field[]): string {
  const rows = fields.map(([name, schema]) => [`\`${name}\``, valueOf(name, inner(schema)), describe(name, schema)]);
  return markdownTable(['field', 'value', 'meaning'], rows);
}

function describe(name: string, schema: z.ZodType): string {
  const { description } = inner(schema);
  if (description === undefined) throw new Error(`The field ${name} has no description`);
  return description;
}

function inner(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? inner(schema.unwrap() as z.ZodType)
    : schema;
}

/** What a field may be. */
function valueOf(name: string, schema: z.ZodType): string {
  if (name === 'type') return 'text';
  const kind = columnKinds.get(schema)?.kind;
  if (kind === undefined) throw new Error(`The field ${name} names no column kind`);
  const values = valuesOf(schema);
  return values.length > 0 ? codes(values) : VALUES[kind](limits.parse(z.toJSONSchema(schema, { io: 'input' })));
}

function valuesOf(schema: z.ZodType): string[] {
  const unwrapped = inner(schema);
  return unwrapped instanceof z.ZodEnum ? unwrapped.options.map(String) : [];
}

/** The bounds that a JSON Schema names. */
const limits = z.object({
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  maxItems: z.number().optional(),
});
type Limits = z.output<typeof limits>;

const text = ({ maxLength }: Limits) => (maxLength === undefined ? 'text' : `text of up to ${maxLength} characters`);
const range = ({ minimum, maximum }: Limits) => `${minimum?.toLocaleString('en')} to ${maximum?.toLocaleString('en')}`;

const VALUES: Record<ColumnKind, (limits: Limits) => string> = {
  label: text,
  text,
  labels: ({ maxItems }) => `up to ${maxItems} texts`,
  money: () => 'number or decimal string, at most two digits after the point',
  decimal: () => 'number or decimal string, at most six digits after the point',
  number: range,
  small_integer: (limits) => `whole number, ${range(limits)}`,
  flag: () => '`true`, `false`',
  date: () => 'date such as 2026-01-31',
  time: () => 'RFC 3339 with offset',
  items: ({ maxItems }) => `1 to ${maxItems} of {product, quantity, amount}`,
};

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

/** A table as Prettier writes it. */
function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, column) => Math.max(3, name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |\n`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('');
}
