import { z } from 'zod';
import { endOfDate, startOfDate } from '../calendar/calendar';
import { eventTypes } from '../events/event-types';
import { explainIssues, type EventError } from '../events/explain-issues';
import { fields, MERGEABLE_KINDS, type RecordKind } from '../events/fields';
import { endingStates, recordKind, statusesOf, type RecordKindDefinition } from './record-kinds';
import type { RecordTime, SourceRecord } from './source-record';

/** A record as its source sent it, checked. */
export type ParsedRecord =
  | {
      ok: true;
      record: SourceRecord;
      /** What it states beside its dates and status, as an event would; null clears a field. */
      stated: Readonly<Record<string, unknown>>;
    }
  | { ok: false; errors: [EventError, ...EventError[]] };

const TIMES = ['created_at', 'closed_at', 'modified_at'];

const isDate = (value: string) => fields.expected_close.safeParse(value).success;

/** A date alone, given on as it is, or an instant, given on as milliseconds since 1970. */
const recordTime = z
  .string()
  .refine((value) => isDate(value) || fields.occurred_at.safeParse(value).success, {
    error:
      'is neither a date such as 2026-01-31 nor a time as RFC 3339 with an offset, such as 2026-01-31T09:30:00+01:00',
    params: { code: 'invalid_time' },
  })
  .transform((value) => (isDate(value) ? value : fields.occurred_at.parse(value)));

const schemas = new Map<RecordKind, z.ZodObject>();

/** The schema of a record of the kind, as JSON. */
export function recordSchema(kind: RecordKind): z.ZodObject {
  const known = schemas.get(kind);
  if (known) return known;
  const schema = createSchema(recordKind(kind));
  schemas.set(kind, schema);
  return schema;
}

function createSchema(definition: RecordKindDefinition): z.ZodObject {
  const { kind, begins, endings, milestones } = definition;
  const shapes = [begins, ...Object.values(endings).map(({ type }) => type)].map(
    (type): Readonly<Record<string, z.ZodType>> => eventTypes[type].shape,
  );
  const stated = [...definition.states, ...endingStates(definition), 'currency'].flatMap((name) => {
    const schema = shapes.map((shape) => shape[name]).find((found) => found !== undefined);
    return schema ? [[name, schema.nullable().optional()] as const] : [];
  });
  const times = [...TIMES, ...(definition.states.includes('stage') ? ['stage_since'] : []), ...Object.keys(milestones)];
  return z.strictObject({
    id: fields.record,
    ...(Object.keys(endings).length > 0 && { status: z.enum(statusesOf(definition)).optional() }),
    ...Object.fromEntries(times.map((name) => [name, recordTime.nullable().optional()])),
    ...Object.fromEntries(stated),
    deleted: z.boolean().nullable().optional(),
    ...((MERGEABLE_KINDS as readonly string[]).includes(kind) && { merged_into: fields.into.nullable().optional() }),
  });
}

/**
 * Checks one record as a source sent it.
 * @param timeZone the business time zone: which instants a date alone spans
 */
export function parseRecord(kind: RecordKind, body: unknown, timeZone: string): ParsedRecord {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { ok: false, errors: [{ code: 'not_an_object', path: '', message: 'A record is a JSON object.' }] };
  }
  const schema = recordSchema(kind);
  const result = schema.safeParse(body, { reportInput: true });
  if (!result.success) {
    const owner = { name: `a record of the kind ${kind}`, noun: 'The record', fields: Object.keys(schema.shape) };
    return { ok: false, errors: explainIssues(result.error.issues, owner) };
  }
  return { ok: true, ...readRecord(recordKind(kind), result.data, timeZone) };
}

function readRecord({ milestones }: RecordKindDefinition, data: Record<string, unknown>, timeZone: string) {
  const { id, status, deleted, merged_into, created_at, closed_at, modified_at, stage_since, ...rest } = data;
  const time = (value: unknown): RecordTime | undefined => readTime(value, timeZone);
  const [createdAt, closedAt, modifiedAt, stageSince] = [created_at, closed_at, modified_at, stage_since].map(time);
  const happened = Object.keys(milestones).flatMap((name) => {
    const at = time(rest[name]);
    return at ? [[name, at] as const] : [];
  });
  const record: SourceRecord = {
    id: id as string,
    milestones: Object.fromEntries(happened),
    ...(createdAt && { createdAt }),
    ...(closedAt && { closedAt }),
    ...(modifiedAt && { modifiedAt }),
    ...(stageSince && { stageSince }),
    ...(status !== undefined && { status: status as string }),
    ...(deleted === true && { deleted }),
    ...(merged_into !== undefined && { mergedInto: merged_into as string | null }),
  };
  const stated = Object.entries(rest).filter(([name]) => !Object.hasOwn(milestones, name));
  return { record, stated: Object.fromEntries(stated) };
}

function readTime(value: unknown, timeZone: string): RecordTime | undefined {
  if (typeof value === 'number') return { at: value };
  if (typeof value !== 'string') return undefined;
  return { at: startOfDate(value, timeZone), until: endOfDate(value, timeZone) };
}
