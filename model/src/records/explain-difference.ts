import type { EventType } from '../events/event-types';
import { foldKnownEvents, type KnownRecord } from './known-record';
import type { RecordKindDefinition } from './record-kinds';
import type { KnownEvent, RecordTime, RecordValues, SourceRecord } from './source-record';

/** An event that explains how a record comes to be as its source says. */
export type Explanation =
  | { type: EventType; at: number; values: RecordValues }
  /** Takes a stored event back, under that event's own source. */
  | { type: 'event.retracted'; at: number; target: KnownEvent };

/** A record, what is stored of it, and the moments between which it came to differ. */
export interface Comparison {
  definition: RecordKindDefinition;
  record: SourceRecord;
  /**
   * What the record states, as it would be stored by an event of that moment: amounts in other currencies depend on it.
   * Fields that the source does not state, or that are not kept, are left out.
   */
  valuesAt: (at: number) => RecordValues;
  /** The stored events of the record that count, of every source that shares the namespace. */
  known: readonly KnownEvent[];
  /** The moment that the snapshot shows, milliseconds since 1970. */
  asOf: number;
  /** The moment of the snapshot before; undefined where this is the first. */
  before?: number | undefined;
}

/**
 * The events that lead from what is known of a record, as of a moment, to what its source says of it; none where both
 * are the same.
 *
 * What has no date of its own happened, as far as anybody knows, just before the snapshot. A record that is new stands as
 * it is from its beginning: no history is made up.
 */
export function explainDifference(comparison: Comparison): Explanation[] {
  const { definition, record, known, asOf } = comparison;
  const state = foldKnownEvents(definition, known, asOf);
  const presence = explainPresence(comparison, state);
  if (record.deleted || typeof record.mergedInto === 'string') return presence;
  const life = state.isKnown ? explainChange(comparison, state) : explainNew(comparison);
  return [...presence, ...life];
}

/** Deleted, merged, or back again. */
function explainPresence({ record, asOf, known }: Comparison, state: KnownRecord): Explanation[] {
  const at = justBefore(asOf);
  // Whatever the moment it is dated at, a deletion takes the record out from its beginning.
  const deletions = known.filter(({ type }) => type === 'record.deleted');
  if (typeof record.mergedInto === 'string') {
    const { mergedInto } = record;
    if (state.merges.some(({ values }) => values['into'] === mergedInto)) return [];
    return [
      ...state.merges.map((target) => retract(target, at)),
      { type: 'record.merged', at, values: { into: mergedInto } },
    ];
  }
  if (record.deleted) return deletions.length > 0 ? [] : [{ type: 'record.deleted', at, values: {} }];
  const apart = record.mergedInto === null ? state.merges : [];
  return [...deletions, ...apart].map((target) => retract(target, at));
}

function explainNew(comparison: Comparison): Explanation[] {
  const { definition, record, valuesAt, asOf } = comparison;
  const { status = definition.open } = record;
  const given = [record.createdAt, record.closedAt, record.stageSince, record.modifiedAt];
  const earliest = given.flatMap((time) => (time && time.at <= asOf ? [time.at] : []));
  const begun = usable(record.createdAt, asOf)?.at ?? Math.min(...earliest, justBefore(asOf));
  const ending = definition.endings[status];
  return [
    { type: definition.begins, at: begun, values: stated(picked(valuesAt(begun), definition.states)) },
    ...milestonesOf(definition, record, asOf),
    ...(ending ? [endingAt(definition, valuesAt, status, closeTime(comparison)?.at ?? justBefore(asOf))] : []),
  ];
}

function explainChange(comparison: Comparison, state: KnownRecord): Explanation[] {
  const ending = explainEnding(comparison, state);
  const endedAt = ending.flatMap((one) => (isEnding(comparison.definition, one) ? [one.at] : [])).at(-1);
  return [
    ...explainBeginning(comparison, state),
    ...explainMilestones(comparison, state),
    ...explainFields(comparison, state, endedAt),
    ...ending,
  ];
}

function explainBeginning({ definition, record, valuesAt, asOf }: Comparison, state: KnownRecord): Explanation[] {
  const created = usable(record.createdAt, asOf);
  const { beginning } = state;
  if (!beginning) {
    if (!created) return [];
    const unsaid = definition.states.filter((name) => !state.values.has(name) || definition.required.includes(name));
    return [{ type: definition.begins, at: created.at, values: stated(picked(valuesAt(created.at), unsaid)) }];
  }
  const at = created && !isAt(beginning.at, created) ? created.at : beginning.at;
  const values = definition.changes ? {} : differing(picked(valuesAt(beginning.at), definition.states), state);
  if (at === beginning.at && Object.keys(values).length === 0) return [];
  return [
    retract(beginning, justBefore(asOf)),
    { type: definition.begins, at, values: stated({ ...beginning.values, ...values }) },
  ];
}

function explainMilestones({ definition, record, asOf }: Comparison, state: KnownRecord): Explanation[] {
  return Object.entries(record.milestones).flatMap(([name, time]): Explanation[] => {
    const type = definition.milestones[name];
    const known = state.milestones.get(name);
    if (!type || !usable(time, asOf) || (known && isAt(known.at, time))) return [];
    return [...(known ? [retract(known, justBefore(asOf))] : []), { type, at: time.at, values: {} }];
  });
}

/** What has become other while the record went on; `endedAt` is when it ended, where it does so now. */
function explainFields(comparison: Comparison, state: KnownRecord, endedAt: number | undefined): Explanation[] {
  const { definition, record, valuesAt, asOf } = comparison;
  const { changes } = definition;
  if (!changes) return [];
  const { status = state.status } = record;
  const closed = status !== definition.open;
  const others = definition.states.filter((name) => {
    // What a closed deal is worth its closing says, and when it is to close is past.
    if (closed && ['amount', 'expected_close'].includes(name)) return false;
    // The new beginning says it.
    if (!state.beginning && record.createdAt && !state.values.has(name)) return false;
    const value = valuesAt(state.values.get(name)?.at ?? asOf)[name];
    return value !== undefined && value !== (state.values.get(name)?.value ?? null);
  });
  const byTime = new Map<number, string[]>();
  for (const name of others) {
    const at = timeOfChange(comparison, state, name, endedAt);
    byTime.set(at, [...(byTime.get(at) ?? []), name]);
  }
  return [...byTime].map(([at, names]): Explanation => {
    const values = valuesAt(at);
    const changed: Record<string, string | null> = picked(values, names);
    for (const name of definition.required) changed[name] ??= values[name] ?? state.values.get(name)?.value ?? null;
    return { type: changes, at, values: changed };
  });
}

/** When a field came to hold what it holds: when its source says, or just before the record ended or was exported. */
function timeOfChange(
  { record, asOf, before = -Infinity }: Comparison,
  state: KnownRecord,
  name: string,
  endedAt: number | undefined,
): number {
  const said = state.values.get(name)?.at ?? -Infinity;
  const dated = name === 'stage' ? record.stageSince : record.modifiedAt;
  const at = within(dated, Math.max(before, said), asOf);
  if (at !== undefined) return at;
  const latest = endedAt !== undefined && endedAt > said ? endedAt : justBefore(asOf);
  return Math.max(latest, said + 1);
}

/** Won, lost, open again, or ended otherwise or at another time than was known. */
function explainEnding(comparison: Comparison, state: KnownRecord): Explanation[] {
  const { definition, record, valuesAt, asOf } = comparison;
  const { status } = record;
  const { ending } = state;
  if (status === undefined) return [];
  const resumedAt = state.resumption?.at ?? -Infinity;
  const given = closeTime(comparison);
  // A close before the record last went on is an earlier one, which the source has not taken away.
  const closed = given && given.at > resumedAt ? given : undefined;
  if (!ending) {
    if (status === definition.open) return [];
    const at = closed?.at ?? Math.max(justBefore(asOf), resumedAt + 1);
    return [endingAt(definition, valuesAt, status, at)];
  }
  if (status === definition.open) return goOn(comparison, ending);
  if (status === state.status) return correctEnding(comparison, state, ending, closed);
  if (!definition.resumes) return [endingAt(definition, valuesAt, status, closed?.at ?? justBefore(asOf))];
  if (closed && (closed.at <= ending.at || isAt(ending.at, closed))) {
    return [retract(ending, justBefore(asOf)), endingAt(definition, valuesAt, status, closed.at)];
  }
  const at = Math.max(closed?.at ?? justBefore(asOf), ending.at);
  const required = picked(valuesAt(at), definition.required);
  return [
    { type: definition.resumes, at, values: required },
    // After it has gone on, and so not at the same instant.
    endingAt(definition, valuesAt, status, at + 1),
  ];
}

function goOn({ definition, record, valuesAt, asOf }: Comparison, ending: KnownEvent): Explanation[] {
  if (!definition.resumes) return [retract(ending, justBefore(asOf))];
  const at = within(record.modifiedAt, ending.at, asOf) ?? Math.max(justBefore(asOf), ending.at + 1);
  return [{ type: definition.resumes, at, values: picked(valuesAt(at), definition.required) }];
}

/** The ending of that kind is known, perhaps with another date, amount or reason. */
function correctEnding(
  { definition, valuesAt, asOf }: Comparison,
  state: KnownRecord,
  ending: KnownEvent,
  closed: RecordTime | undefined,
): Explanation[] {
  const at = closed && !isAt(ending.at, closed) ? closed.at : ending.at;
  const states = definition.endings[state.status]?.states ?? [];
  const values = picked(valuesAt(ending.at), states);
  // An amount may be known from before; a lost deal keeps the one that it had.
  if (ending.type === 'opportunity.lost') delete values['amount'];
  const isOther = ([name, value]: [string, string | null]) =>
    value !== (name === 'amount' ? (state.values.get(name)?.value ?? null) : (ending.values[name] ?? null));
  const corrected = Object.fromEntries(Object.entries(values).filter(isOther));
  if (at === ending.at && Object.keys(corrected).length === 0) return [];
  return [
    retract(ending, justBefore(asOf)),
    { type: ending.type as EventType, at, values: stated({ ...ending.values, ...corrected }) },
  ];
}

function milestonesOf(definition: RecordKindDefinition, record: SourceRecord, asOf: number): Explanation[] {
  return Object.entries(record.milestones).flatMap(([name, time]): Explanation[] => {
    const type = definition.milestones[name];
    return type && usable(time, asOf) ? [{ type, at: time.at, values: {} }] : [];
  });
}

function endingAt(
  definition: RecordKindDefinition,
  valuesAt: Comparison['valuesAt'],
  status: string,
  at: number,
): Explanation {
  const ending = definition.endings[status];
  if (!ending) throw new Error(`A record of the kind ${definition.kind} does not end as ${status}`);
  return { type: ending.type, at, values: stated(picked(valuesAt(at), ending.states)) };
}

function isEnding(definition: RecordKindDefinition, { type }: Explanation): boolean {
  return Object.values(definition.endings).some((ending) => ending.type === type);
}

function retract(target: KnownEvent, at: number): Explanation {
  return { type: 'event.retracted', at, target };
}

/** The last moment at which what a snapshot shows can have come about. */
function justBefore(asOf: number): number {
  return asOf - 1;
}

/** A time that had come when the snapshot was taken. */
function usable(time: RecordTime | undefined, asOf: number): RecordTime | undefined {
  return time && time.at <= asOf ? time : undefined;
}

/** Whether a stored instant is the one that the source gives, as precisely as it gives it. */
function isAt(stored: number, { at, until = at + 2 }: RecordTime): boolean {
  return stored >= at && stored < until;
}

/** When the record ended, as its source says; of a day, after all that is known to have happened to it on that day. */
function closeTime({ definition, record, known, asOf }: Comparison): RecordTime | undefined {
  const given = usable(record.closedAt, asOf);
  if (given?.until === undefined) return given;
  const { until } = given;
  // An ending of the instant at which the record went on would come before that.
  const others = known
    .filter(({ type }) => !type.startsWith('record.'))
    .map(({ type, at }) => (type === definition.resumes && type !== definition.begins ? at + 1 : at));
  const earlier = [record.createdAt?.at ?? given.at, ...others].filter((at) => at >= given.at && at < until);
  return { at: Math.max(given.at, ...earlier), until };
}

/** The moment of a time that lies after one moment and not after another; of a day, the first or the last of it. */
function within(time: RecordTime | undefined, after: number, asOf: number): number | undefined {
  if (!time) return undefined;
  const candidates = [time.at, ...(time.until === undefined ? [] : [Math.min(time.until, asOf) - 1])];
  return candidates.find((at) => at > after && at <= asOf);
}

function picked(values: RecordValues, names: readonly string[]): Record<string, string | null> {
  return Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));
}

/** An event without a field says nothing of it; only a change can clear one. */
function stated(values: RecordValues): Record<string, string | null> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function differing(values: RecordValues, state: KnownRecord): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value !== (state.values.get(name)?.value ?? null)),
  );
}
