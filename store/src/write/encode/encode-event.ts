import { createHash } from 'node:crypto';
import { CLEARABLE_FIELDS, EVENT_COLUMNS, type ColumnKind, type SalesEvent } from '@saleshub/model';
import type { RowBinaryWriter } from './row-binary';

/** What the service knows of an event beside its body. */
export interface EventEnvelope {
  source: string;
  namespace: string;
  /** Milliseconds since 1970. */
  receivedAt: number;
  commit: bigint;
  identity: EventIdentity;
  /** The import that brought it, where one did. */
  importId?: string | undefined;
}

/** Who an event is and what it says, as hashes of 8 bytes each. */
export interface EventIdentity {
  idHash: Buffer;
  bodyHash: Buffer;
}

const hash = (text: string) => createHash('md5').update(text).digest().subarray(0, 8);

/** The same id of the same source gives the same idHash. */
export function identify(source: string, event: SalesEvent, bodyHash = digestOf(event)): EventIdentity {
  return { idHash: hash(`${source}\0${event.id}`), bodyHash };
}

/** The same checked body gives the same digest. */
function digestOf(event: SalesEvent): Buffer {
  const sorted = Object.entries(event).sort(([left], [right]) => (left < right ? -1 : 1));
  return hash(JSON.stringify(sorted));
}

/** The idHash of an event that is known by its `id` column, as SQL. */
export function idHashSql(idColumn: string): string {
  return `reinterpretAsUInt64(substring(MD5(concat(source, '\\0', ${idColumn})), 1, 8))`;
}

/** The field of a column whose field has another name only where the types of one event differ: none does. */
type Fields = Record<string, unknown>;
type Encoder = (writer: RowBinaryWriter, value: unknown) => void;

const optional =
  (encode: Encoder): Encoder =>
  (writer, value) => {
    if (value === undefined || value === null) return writer.uint8(1);
    writer.uint8(0);
    encode(writer, value);
  };

const DAY = 86_400_000;

const encodeString: Encoder = (writer, value) => writer.string((value as string | null | undefined) ?? '');
const encodeTime: Encoder = (writer, value) => writer.int64(BigInt(value as number));
const encodeStrings = (writer: RowBinaryWriter, values: readonly string[]) => {
  writer.length(values.length);
  for (const value of values) writer.string(value);
};

/** The integer that a decimal string is kept as: "12.5" with 2 digits is 1250. */
export function scaleDecimal(decimal: string, fractionDigits: number): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(fractionDigits, '0'));
}

interface Item {
  product: string;
  quantity: number;
  amount: string;
}

const ENCODERS: Record<ColumnKind, Encoder> = {
  label: encodeString,
  text: encodeString,
  labels: (writer, value) => encodeStrings(writer, (value as string[] | undefined) ?? []),
  money: optional((writer, value) => writer.int64(scaleDecimal(value as string, 2))),
  decimal: optional((writer, value) => writer.int64(scaleDecimal(value as string, 6))),
  number: optional((writer, value) => writer.float64(value as number)),
  small_integer: optional((writer, value) => writer.uint8(value as number)),
  flag: (writer, value) => writer.uint8(value === true ? 1 : 0),
  date: optional((writer, value) => writer.uint16(Date.parse(`${value as string}T00:00:00Z`) / DAY)),
  time: optional(encodeTime),
  items: (writer, value) => {
    const items = (value as Item[] | undefined) ?? [];
    encodeStrings(
      writer,
      items.map(({ product }) => product),
    );
    writer.length(items.length);
    for (const { quantity } of items) writer.float64(quantity);
    writer.length(items.length);
    for (const { amount } of items) writer.int64(scaleDecimal(amount, 2));
  },
};

const COLUMNS = EVENT_COLUMNS.map(({ name, kind }) => ({
  name,
  encode: name === 'occurred_at' ? encodeTime : ENCODERS[kind],
}));

/** Appends one event as a row of `events`, in the order of the stored columns. */
export function encodeEvent(writer: RowBinaryWriter, event: SalesEvent, envelope: EventEnvelope): void {
  const fields: Fields = event;
  writer.string(envelope.source);
  writer.string(envelope.namespace);
  writer.string(event.type);
  writer.int64(BigInt(envelope.receivedAt));
  writer.uint64(envelope.commit);
  // Of two bodies under one key the table keeps the highest version: the one that was received first.
  writer.int64(-envelope.commit);
  writer.uint8(0);
  writer.raw(envelope.identity.idHash);
  writer.raw(envelope.identity.bodyHash);
  encodeStrings(
    writer,
    CLEARABLE_FIELDS.filter((name) => fields[name] === null),
  );
  writer.string(envelope.importId ?? '');
  for (const { name, encode } of COLUMNS) encode(writer, fields[name]);
}
