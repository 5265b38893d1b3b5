import type { Settings } from './settings';

/** An event as a source sends it. */
export interface EventBody extends Record<string, string | number | boolean | null | readonly string[]> {
  id: string;
  type: string;
  occurred_at: string;
}

export interface SentEvent {
  source: string;
  body: EventBody;
  /** When the hub first received it, milliseconds since 1970. */
  receivedAt: number;
}

/** An event that counts, with its instant. */
export interface StandingEvent extends SentEvent {
  namespace: string;
  /** Milliseconds since 1970. */
  time: number;
}

/**
 * At one instant a beginning comes first; what is not named here is not ordered by its type. What ends a record and what
 * lets it go on depends on what it was before: {@link inTurns}.
 */
const RANKS: Readonly<Record<string, number>> = {
  'opportunity.created': -2,
  'opportunity.changed': -1,
  'meeting.scheduled': -1,
};

/** When something of that type first happened since an instant; only where it never did since, when it first did at all. */
export function firstSince(history: readonly StandingEvent[], type: string, since: number): number | null {
  const happened = history.filter(({ body }) => body.type === type);
  return (happened.find(({ time }) => time >= since) ?? happened[0])?.time ?? null;
}

/** One name for an id together with whose id it is. */
export const identity = (owner: string, id: string) => JSON.stringify([owner, id]);

/**
 * The events that count, each once, in their order: what was retracted, by whatever came first, is not among them. A
 * retraction itself is.
 */
export function standingEvents(sent: readonly SentEvent[], { namespaces }: Settings): StandingEvent[] {
  const once = new Map(sent.map((event) => [identity(event.source, event.body.id), event]));
  const isRetraction = ({ body }: SentEvent) => body.type === 'event.retracted';
  const retracted = new Set(
    [...once.values()].filter(isRetraction).map(({ source, body }) => identity(source, String(body.target))),
  );
  return [...once]
    .filter(([id, event]) => isRetraction(event) || !retracted.has(id))
    .map(([, event]) => ({
      ...event,
      namespace: namespaces[event.source] ?? event.source,
      time: Date.parse(event.body.occurred_at),
    }))
    .sort(compareEvents);
}

function compareEvents(left: StandingEvent, right: StandingEvent): number {
  return (
    left.time - right.time ||
    (RANKS[left.body.type] ?? 0) - (RANKS[right.body.type] ?? 0) ||
    sequenceOf(left) - sequenceOf(right) ||
    compareText(left.source, right.source) ||
    compareText(left.body.id, right.body.id)
  );
}

/** What states none comes after what does; not Infinity, which cannot be subtracted from itself. */
const sequenceOf = ({ body }: StandingEvent) => Number(body.sequence ?? Number.MAX_VALUE);

export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The events of each record of a sort, in their order: `opportunity.*` by their opportunity. */
export function byRecord(events: readonly StandingEvent[], sort: string, idField: string): StandingEvent[][] {
  const records = new Map<string, StandingEvent[]>();
  for (const event of events) {
    if (!event.body.type.startsWith(`${sort}.`)) continue;
    const key = identity(event.namespace, String(event.body[idField]));
    const record = records.get(key);
    if (record) record.push(event);
    else records.set(key, [event]);
  }
  return [...records.values()];
}
