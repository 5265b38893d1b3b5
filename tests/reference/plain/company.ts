import { announcementsOf, type Announcement } from './announcements';
import { standingEvents, type SentEvent } from './events';
import { dimensionsAfter, eventFacts, sourceDimensions, type Observation } from './facts';
import { leadsOf, type Lead } from './leads';
import { meetingsOf, type Meeting } from './meetings';
import { messagesOf, type Message } from './messages';
import { opportunitiesOf, type Close, type OpenSpan, type Opportunity } from './opportunities';
import { reviewsOf, type Review } from './reviews';
import { rosterOf, type Spell } from './roster';
import type { Settings } from './settings';
import { liveSpansOf, type LiveSpan } from './subscriptions';
import { targetsOf, type Target } from './targets';
import { ticketsOf, type Ticket } from './tickets';
import { totalsOf, type Totals } from './totals';
import { sessionsOf } from './visits';

/** An event that counts or was refused, at its reception. */
export interface Reception extends Observation {
  /** Null for one that was refused. */
  occurredAt: number | null;
}

/** An event that was refused. */
export interface Rejection {
  source: string;
  type: string;
  code: string;
  receivedAt: number;
}

type Measured = Observation & { quantity: number };

/** All that the events say. */
export interface Company {
  settings: Settings;
  opportunities: Opportunity[];
  closes: Close[];
  openSpans: OpenSpan[];
  messages: Message[];
  meetings: Meeting[];
  calls: Observation[];
  /** Of connected calls of which it is known, in seconds. */
  callDurations: Measured[];
  /** Of inbound calls, in seconds; NaN where it is not known. */
  callWaits: Measured[];
  /** What is known by daily totals alone. */
  totals: Totals;
  leads: Lead[];
  /** Minutes. */
  loggedTime: Measured[];
  /** Scores from 0 to 10. */
  promoterAnswers: Measured[];
  /** Scores from 1 to 5. */
  satisfactionAnswers: Measured[];
  tickets: Ticket[];
  reviews: Review[];
  liveSpans: LiveSpan[];
  usage: Measured[];
  /** Of visitors, at their first page. */
  sessions: Observation[];
  intents: Observation[];
  roster: Spell[];
  /** Reps that were put in charge of an account. */
  assignments: Observation[];
  targets: Target[];
  announcements: Announcement[];
  receptions: Reception[];
}

export function companyOf(
  sent: readonly SentEvent[],
  settings: Settings,
  rejections: readonly Rejection[] = [],
): Company {
  const events = standingEvents(sent, settings);
  const factsOf = (type: string, field: string) => eventFacts(events, settings, type, (body) => Number(body[field]));
  const opportunities = opportunitiesOf(events, settings);
  const answers = factsOf('survey.answered', 'score');
  const ofSurvey = (name: string) => answers.filter(({ dimensions }) => dimensions.survey === name);
  const durations = factsOf('call.logged', 'duration_s');
  return {
    settings,
    opportunities,
    closes: opportunities.flatMap(({ close }) => close ?? []),
    openSpans: opportunities.flatMap(({ open }) => open),
    messages: messagesOf(events, settings),
    meetings: meetingsOf(events, settings),
    calls: eventFacts(events, settings, 'call.logged'),
    callDurations: durations.filter(
      ({ quantity, dimensions }) => !Number.isNaN(quantity) && dimensions.outcome === 'connected',
    ),
    callWaits: factsOf('call.logged', 'wait_s').filter(({ dimensions }) => dimensions.direction === 'inbound'),
    totals: totalsOf(events, settings),
    leads: leadsOf(events, settings),
    loggedTime: factsOf('time.logged', 'minutes'),
    promoterAnswers: ofSurvey('nps'),
    satisfactionAnswers: ofSurvey('csat'),
    tickets: ticketsOf(events, settings),
    reviews: reviewsOf(events, settings),
    liveSpans: liveSpansOf(events, settings),
    usage: factsOf('usage.recorded', 'quantity'),
    sessions: sessionsOf(events, settings),
    intents: eventFacts(events, settings, 'intent.observed'),
    roster: rosterOf(events),
    assignments: eventFacts(events, settings, 'account.assigned'),
    targets: targetsOf(events),
    announcements: announcementsOf(events, settings),
    receptions: [
      ...events.map((event): Reception => ({
        time: event.receivedAt,
        dimensions: { ...dimensionsAfter([event], settings), type: event.body.type },
        occurredAt: event.time,
      })),
      ...rejections.map(({ source, type, code, receivedAt }): Reception => ({
        time: receivedAt,
        dimensions: { ...sourceDimensions(source, settings), type, code },
        occurredAt: null,
      })),
    ],
  };
}
