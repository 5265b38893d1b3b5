/** An event as a source sends it. */
export interface EventBody extends Record<string, string | number | boolean | null> {
  id: string;
  type: string;
  occurred_at: string;
}

export interface SentEvent {
  source: string;
  body: EventBody;
}

/** What the hub knows of a source beside its events. */
export interface Sources {
  /** Sources that speak of the same records share a namespace. */
  namespaces: Readonly<Record<string, string>>;
  primary: readonly string[];
  /** Calendars that never say that a meeting took place. */
  heldImplied: readonly string[];
}

/** An event that counts, with its instant. */
export interface StandingEvent extends SentEvent {
  namespace: string;
  /** Milliseconds since 1970. */
  time: number;
}

/** At one instant a beginning comes first; what is not named here is not ordered by its type. */
const RANKS: Readonly<Record<string, number>> = {
  'opportunity.created': 1,
  'opportunity.changed': 2,
  'opportunity.won': 3,
  'opportunity.lost': 3,
  'opportunity.reopened': 4,
  'meeting.scheduled': -1,
};

const identity = (source: string, id: string) => JSON.stringify([source, id]);

/** The events that count, each once, in their order: what was retracted, by whatever came first, is not among them. */
export function standingEvents(sent: readonly SentEvent[], { namespaces }: Sources): StandingEvent[] {
  const once = new Map(sent.map((event) => [identity(event.source, event.body.id), event]));
  const isRetraction = ({ body }: SentEvent) => body.type === 'event.retracted';
  const retracted = new Set(
    [...once.values()].filter(isRetraction).map(({ source, body }) => identity(source, String(body.target))),
  );
  return [...once]
    .filter(([id, event]) => !isRetraction(event) && !retracted.has(id))
    .map(([, { source, body }]) => ({
      source,
      body,
      namespace: namespaces[source] ?? source,
      time: Date.parse(body.occurred_at),
    }))
    .sort(compareEvents);
}

function compareEvents(left: StandingEvent, right: StandingEvent): number {
  return (
    left.time - right.time ||
    (RANKS[left.body.type] ?? 0) - (RANKS[right.body.type] ?? 0) ||
    compareText(left.source, right.source) ||
    compareText(left.body.id, right.body.id)
  );
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The events of each record of a sort, in their order: `opportunity.*` by their opportunity. */
export function byRecord(events: readonly StandingEvent[], sort: string, idField: string): StandingEvent[][] {
  const records = new Map<string, StandingEvent[]>();
  for (const event of events) {
    if (!event.body.type.startsWith(`${sort}.`)) continue;
    const key = identity(event.namespace, String(event.body[idField]));
    records.set(key, [...(records.get(key) ?? []), event]);
  }
  return [...records.values()];
}
