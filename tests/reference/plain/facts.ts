import { identity, type EventBody, type StandingEvent } from './events';
import type { Settings } from './settings';

/**
 * The values of a fact's dimensions, and of what it may be joined by; what is missing has none. Of `tag` there may be
 * several, one a line: {@link valuesOf}.
 */
export type Dimensions = Readonly<Record<string, string>>;

/** All values that a fact has of a dimension. */
export function valuesOf(dimensions: Dimensions, name: string): string[] {
  const value = dimensions[name];
  if (value === undefined) return [];
  return name === 'tag' ? value.split('\n') : [value];
}

/** Something that splits and filters look at. */
export interface Fact {
  dimensions: Dimensions;
}

/** One thing that a metric counts, at its anchor. */
export interface Observation extends Fact {
  /** Milliseconds since 1970. */
  time: number;
  /** Whether it is in the numerator. */
  hit?: boolean;
  quantity?: number;
  /** Whom it is about, where several observations may be about one and it counts once. */
  entity?: string;
}

/** Something that holds for a time: from an event on, until another. */
export interface Span extends Fact {
  from: number;
  /** Null: it holds still. */
  to: number | null;
  quantity: number;
}

/** What happens at the very end belongs to what comes next. */
export function holdsAt({ from, to }: Pick<Span, 'from' | 'to'>, time: number): boolean {
  return from < time && (to === null || time <= to);
}

/** What an event may say of itself and a metric may be split or joined by. */
const STATED = [
  ...['rep', 'team', 'region', 'segment', 'pipeline', 'channel', 'product', 'campaign', 'competitor', 'account'],
  ...['origin', 'lead', 'contact', 'visitor', 'stage', 'loss_reason', 'direction', 'outcome', 'purpose', 'activity'],
  ...['survey', 'page', 'site', 'feature', 'list', 'priority', 'intent'],
];

/** What holds after the events: what one does not state, it inherits; null clears. */
export function dimensionsAfter(events: readonly StandingEvent[], settings: Settings): Dimensions {
  const held: Record<string, string> = {};
  for (const { body, namespace } of events) {
    for (const name of STATED) {
      const stated = body[name];
      if (stated === null) delete held[name];
      // The ids of leads are their namespace's, all else are shared names.
      else if (stated !== undefined)
        held[name] = name === 'lead' ? identity(namespace, String(stated)) : String(stated);
    }
  }
  return { ...held, ...sourceDimensions(events.at(-1)?.source ?? '', settings) };
}

/** What one event says of itself, with its tags, each once. */
export function dimensionsOf(event: StandingEvent, settings: Settings): Dimensions {
  const { tags } = event.body;
  const isTagged = Array.isArray(tags) && tags.length > 0;
  return { ...dimensionsAfter([event], settings), ...(isTagged && { tag: [...new Set(tags)].join('\n') }) };
}

export function sourceDimensions(source: string, { primary }: Settings): Dimensions {
  return { source, source_class: primary.includes(source) ? 'primary' : 'other' };
}

/** Events of one type that are facts of their own. */
export function eventFacts(
  events: readonly StandingEvent[],
  settings: Settings,
  type: string,
  quantityOf: (body: EventBody) => number = () => 1,
): (Observation & { quantity: number })[] {
  return events
    .filter(({ body }) => body.type === type)
    .map((event) => ({
      time: event.time,
      dimensions: dimensionsOf(event, settings),
      quantity: quantityOf(event.body),
    }));
}

const indexes = new WeakMap<readonly Fact[], Map<string, Fact[]>>();

/** The facts that state this account. */
export function ofAccount<Some extends Fact>(facts: readonly Some[], account: string): readonly Some[] {
  let index = indexes.get(facts);
  if (!index) {
    index = new Map();
    for (const fact of facts) {
      const name = fact.dimensions.account;
      if (name !== undefined) index.set(name, [...(index.get(name) ?? []), fact]);
    }
    indexes.set(facts, index);
  }
  return (index.get(account) ?? []) as Some[];
}
