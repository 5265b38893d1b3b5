import { standingEvents, type EventBody, type SentEvent, type Sources } from './events';
import { eventFacts, type Observation, type Span } from './facts';
import { meetingsOf, type Meeting } from './meetings';
import { messagesOf, type Message } from './messages';
import { opportunitiesOf, type Opportunity } from './opportunities';

/** All that the events say. */
export interface Company {
  opportunities: Opportunity[];
  messages: Message[];
  meetings: Meeting[];
  calls: Observation[];
  /** Outbound calls; a hit reached somebody. */
  outboundCalls: Observation[];
  /** Minutes; a hit was spent selling. */
  loggedTime: Observation[];
  /** Scores from 0 to 10. */
  promoterAnswers: Observation[];
}

export function companyOf(sent: readonly SentEvent[], sources: Sources): Company {
  const events = standingEvents(sent, sources);
  const factsOf = (type: string, describe: (body: EventBody) => Pick<Observation, 'hit' | 'quantity'> | undefined) =>
    eventFacts(events, sources, type, describe);
  return {
    opportunities: opportunitiesOf(events, sources),
    messages: messagesOf(events, sources),
    meetings: meetingsOf(events, sources),
    calls: factsOf('call.logged', () => ({})),
    outboundCalls: factsOf('call.logged', ({ direction, outcome }) =>
      direction === 'outbound' ? { hit: outcome === 'connected' } : undefined,
    ),
    loggedTime: factsOf('time.logged', ({ activity, minutes }) => ({
      hit: activity === 'selling',
      quantity: Number(minutes),
    })),
    promoterAnswers: factsOf('survey.answered', ({ survey, score }) =>
      survey === 'nps' ? { quantity: Number(score) } : undefined,
    ),
  };
}

/** The opportunities that are closed, at the close that counts. */
export function closesOf({ opportunities }: Company) {
  return opportunities.flatMap(({ creation, close }) => (close ? [{ ...close, createdAt: creation.time }] : []));
}

/** When opportunities were open, with the amount that they had then. */
export function openSpansOf({ opportunities }: Company): Span[] {
  return opportunities.flatMap(({ open }) =>
    open.map(({ time, until, dimensions, amount }) => ({ from: time, to: until, dimensions, quantity: amount ?? 0 })),
  );
}
