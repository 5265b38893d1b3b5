import type { EventBody, Sources, StandingEvent } from './events';

/** The values of a fact's dimensions; what is missing has none. */
export type Dimensions = Readonly<Record<string, string>>;

/** One thing that a metric counts, at its anchor. */
export interface Observation {
  /** Milliseconds since 1970. */
  time: number;
  dimensions: Dimensions;
  /** Whether it is in the numerator. */
  hit?: boolean;
  quantity?: number;
}

/** Something that holds for a time: from an event on, until another. */
export interface Span {
  from: number;
  /** Null: it holds still. */
  to: number | null;
  dimensions: Dimensions;
  quantity: number;
}

/** What any event may say of itself and a metric may be split by. */
const STATED = [
  'rep',
  'team',
  'region',
  'segment',
  'product',
  'stage',
  'loss_reason',
  'direction',
  'outcome',
  'purpose',
  'activity',
  'list',
  'priority',
];

/** What holds after the events: what one does not state, it inherits; null clears. */
export function dimensionsAfter(events: readonly StandingEvent[], sources: Sources): Dimensions {
  const held: Record<string, string> = {};
  for (const { body } of events) {
    for (const name of STATED) {
      const stated = body[name];
      if (stated === null) delete held[name];
      else if (stated !== undefined) held[name] = String(stated);
    }
  }
  return { ...held, ...sourceDimensions(events.at(-1)?.source ?? '', sources) };
}

function sourceDimensions(source: string, { primary }: Sources): Dimensions {
  return { source, source_class: primary.includes(source) ? 'primary' : 'other' };
}

/** Events of one type that are facts of their own. */
export function eventFacts(
  events: readonly StandingEvent[],
  sources: Sources,
  type: string,
  describe: (body: EventBody) => Pick<Observation, 'hit' | 'quantity'> | undefined,
): Observation[] {
  return events
    .filter(({ body }) => body.type === type)
    .flatMap((event) => {
      const measured = describe(event.body);
      return measured ? [{ time: event.time, dimensions: dimensionsAfter([event], sources), ...measured }] : [];
    });
}
