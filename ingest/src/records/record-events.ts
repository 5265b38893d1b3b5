import { createHash } from 'node:crypto';
import {
  checkOccurredAt,
  explainDifference,
  recordKind,
  type EventError,
  type Explanation,
  type KnownEvent,
  type RecordKind,
  type RecordValues,
  type SalesEvent,
  type SourceRecord,
} from '@saleshub/model';
import type { StoredRecord } from '@saleshub/store/write';
import type { Intake } from '../intake/intake';

/** An event that a snapshot gives, and the source under which it is stored. */
export interface RecordEvent {
  source: string;
  event: SalesEvent;
}

/** What a record is compared under. */
export interface RecordContext {
  kind: RecordKind;
  source: string;
  namespace: string;
  intake: Intake;
  /** The moment that the snapshot shows, and that of the one before; milliseconds since 1970. */
  asOf: number;
  before: number | undefined;
  /** The machine's clock. */
  now: number;
}

/** A record with what is stored of it. */
export interface ComparedRecord {
  record: SourceRecord;
  stated: Readonly<Record<string, unknown>>;
  stored: StoredRecord | undefined;
}

export type RecordOutcome =
  { ok: true; events: RecordEvent[] } | { ok: false; errors: readonly [EventError, ...EventError[]] };

/** The events that explain how a record comes to differ from what is stored of it, or why it is refused. */
export function toRecordEvents(compared: ComparedRecord, context: RecordContext): RecordOutcome {
  const { record, stored } = compared;
  const { kind, asOf, before } = context;
  try {
    const explanations = explainDifference({
      definition: recordKind(kind),
      record,
      valuesAt: valuesReader(compared, context),
      known: stored?.events ?? [],
      asOf,
      before,
    });
    const ids = new Set(stored?.ids);
    return { ok: true, events: explanations.map((explanation) => toEvent(explanation, record.id, ids, context)) };
  } catch (error) {
    if (error instanceof RecordRefusedError) return { ok: false, errors: error.errors };
    throw error;
  }
}

class RecordRefusedError extends Error {
  constructor(readonly errors: readonly [EventError, ...EventError[]]) {
    super(errors[0].message);
  }
}

/**
 * Reads what a record states as events of it would be stored: after the plan, in the reporting currency, contact data
 * protected. Where no amount is converted, the moment makes no difference.
 */
function valuesReader(
  { record, stated, stored }: ComparedRecord,
  context: RecordContext,
): (at: number) => RecordValues {
  const { kind, source, intake } = context;
  const definition = recordKind(kind);
  const { begins, endings, required } = definition;
  const given = Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== null));
  const cleared = Object.entries(stated).filter(([, value]) => value === null);
  const ending = record.status === undefined ? undefined : endings[record.status];

  const admit = (type: string, names: readonly string[], at: number): Record<string, unknown> => {
    const fields = [...names, 'currency'].flatMap((name) => (name in given ? [[name, given[name]] as const] : []));
    const body = { ...Object.fromEntries(fields), id: record.id.slice(0, 128), type, [kind]: record.id };
    const admission = intake.admit(source, { ...body, occurred_at: new Date(at).toISOString() });
    if (!admission.ok) throw new RecordRefusedError(aboutRecord(admission.errors));
    return admission.event;
  };
  const read = (at: number): RecordValues => {
    // A record that is known need not state again what it cannot be without.
    for (const name of required) given[name] ??= lastValue(stored?.events ?? [], name);
    const admitted = [
      [definition.states, admit(begins, definition.states, at)] as const,
      ...(ending ? [[ending.states, admit(ending.type, ending.states, at)] as const] : []),
    ];
    const values: Record<string, string | null> = Object.fromEntries(cleared.map(([name]) => [name, null]));
    for (const [names, event] of admitted) {
      for (const name of names) {
        const value = event[name];
        if (name in given && typeof value === 'string') values[name] = value;
      }
    }
    return values;
  };
  let last: RecordValues | undefined;
  return (at) => (last && !('currency' in given) ? last : (last = read(at)));
}

function lastValue(events: readonly KnownEvent[], name: string): string | undefined {
  return events.findLast(({ values }) => typeof values[name] === 'string')?.values[name] ?? undefined;
}

function toEvent(
  explanation: Explanation,
  recordId: string,
  ids: Set<string>,
  { kind, source, namespace, intake, now }: RecordContext,
): RecordEvent {
  const { type, at } = explanation;
  const outOfTime = checkOccurredAt(at, now);
  if (outOfTime) throw new RecordRefusedError(aboutRecord([outOfTime]));
  const fields = 'target' in explanation ? { target: explanation.target.id } : explanation.values;
  const named = type.startsWith('record.') ? { kind, record: recordId } : { [kind]: recordId };
  const own = type === 'event.retracted' ? {} : named;
  const place = [namespace, kind, recordId, type, at, Object.entries(fields).sort()];
  const event = { ...fields, ...own, id: newId(type, recordId, place, ids), type, occurred_at: at } as SalesEvent;
  const refusal = intake.refusalOf(source, event);
  if (refusal) throw new RecordRefusedError([refusal]);
  // An event can be taken back by its own source alone.
  return { source: 'target' in explanation ? explanation.target.source : source, event };
}

const LONGEST_RECORD_ID = 60;

/** The same difference has the same id, from any process; where an event of that id was taken back, it has the next. */
function newId(type: string, recordId: string, place: readonly unknown[], ids: Set<string>): string {
  for (let repetition = 0; ; repetition++) {
    const digest = createHash('sha256')
      .update(JSON.stringify([...place, repetition]))
      .digest('base64url');
    const id = `${type}:${recordId.slice(0, LONGEST_RECORD_ID)}:${digest.slice(0, 22)}`;
    if (ids.has(id)) continue;
    ids.add(id);
    return id;
  }
}

/** The reasons in words of a record: it has no occurred_at. */
function aboutRecord(errors: readonly [EventError, ...EventError[]]): [EventError, ...EventError[]] {
  const [first, ...rest] = errors.map((error) => ({
    ...error,
    path: error.path === 'occurred_at' ? '' : error.path,
    message: error.message.replace(/^occurred_at /, 'A date of the record '),
  }));
  return [first ?? errors[0], ...rest];
}
