import type { SalesEvent } from '@saleshub/model';
import { demoEvents, type DemoOptions } from '..';

export const NOW = Date.parse('2026-11-23T17:00:00Z');

/** Every event with its source, in the order in which they are given out. */
export function* eventsOf(options: DemoOptions): Generator<{ source: string; event: SalesEvent }> {
  for (const { source, events } of demoEvents(options)) {
    for (const event of events) yield { source, event };
  }
}

export type EventOf<Type extends SalesEvent['type']> = Extract<SalesEvent, { type: Type }>;

export function ofType<Type extends SalesEvent['type']>(
  events: readonly SalesEvent[],
  ...types: readonly Type[]
): EventOf<Type>[] {
  return events.filter((event): event is EventOf<Type> => (types as readonly string[]).includes(event.type));
}

/** The events that count: without retracted ones, each in its time. */
export function countedEvents(options: DemoOptions): SalesEvent[] {
  const events = [...eventsOf(options)].map(({ event }) => event);
  const retracted = new Set(ofType(events, 'event.retracted').map(({ target }) => target));
  return events.filter(({ id }) => !retracted.has(id)).sort((left, right) => left.occurred_at - right.occurred_at);
}

export interface ClosedDeal {
  won: boolean;
  closed: number;
  rep: string;
  campaign: string;
  competitor: string;
}

/** The deals that are closed, with what was known of them at their latest close. */
export function closedDeals(events: readonly SalesEvent[]): ClosedDeal[] {
  const known = new Map<string, Partial<ClosedDeal>>();
  for (const event of events) {
    if (!event.type.startsWith('opportunity.') || !event.opportunity) continue;
    const deal = known.get(event.opportunity) ?? {};
    known.set(event.opportunity, deal);
    for (const name of ['rep', 'campaign', 'competitor'] as const) {
      const value = event[name];
      if (value) deal[name] = value;
    }
    if (event.type === 'opportunity.reopened') delete deal.closed;
    if (event.type !== 'opportunity.won' && event.type !== 'opportunity.lost') continue;
    deal.won = event.type === 'opportunity.won';
    deal.closed = event.occurred_at;
  }
  return [...known.values()].flatMap(({ won, closed, rep = '', campaign = '', competitor = '' }) =>
    won === undefined || closed === undefined ? [] : [{ won, closed, rep, campaign, competitor }],
  );
}
