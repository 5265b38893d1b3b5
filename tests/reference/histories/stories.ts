import fc from 'fast-check';
import { call, intent, leads, meetings, messages, pageView, totals } from './contact-events';
import { assignment, reviews, subscriptions, survey, tickets, usage } from './customer-events';
import { after, distance, MINUTE } from './instants';
import { RECORDS, source, VALUES, withFields, type EventContent } from './event-contents';
import { announcement, membership, opportunities, target, timeLogged } from './sales-events';

/** An event without its id. */
export interface Happening {
  source: string;
  time: number;
  content: EventContent;
}

type Story = fc.Arbitrary<Happening[]>;

/** What a history is mostly about, so that its few events have to do with each other. */
export const THEMES = [
  ...(['sales', 'outreach', 'activity', 'leads', 'web', 'subscriptions', 'health', 'voices', 'people'] as const),
];
export type Theme = (typeof THEMES)[number];

/** What happens at some of a history's times: single events of any record, and things that lead to others. */
export function stories(times: readonly number[], themes: readonly Theme[]): Story {
  const middle = Math.floor(times.length / 2);
  const at = (first: number, last: number) =>
    fc
      .tuple(fc.integer({ min: first, max: last }), distance)
      .map(([index, later]) => (times[index] ?? Number.NaN) + later);
  const anywhere = at(0, times.length - 1);
  const early = fc.oneof(at(0, middle), anywhere);
  const late = fc.oneof(at(middle, times.length - 1), anywhere);

  const single = (content: fc.Arbitrary<EventContent>, time = anywhere): Story =>
    fc.record({ source, time, content }).chain((happening) => begin(happening, anywhere));
  /** One source reports one event after another, with some fields in common. */
  const inTurn = (
    events: readonly fc.Arbitrary<EventContent>[],
    gap: fc.Arbitrary<number>,
    inCommon: fc.Arbitrary<Record<string, string>>,
  ): Story =>
    fc
      .record({
        source,
        time: early,
        events: fc.tuple(...events),
        gaps: fc.array(gap, { minLength: events.length, maxLength: events.length }),
        inCommon,
      })
      .chain(({ source: of, time, events: all, gaps, inCommon: shared }) => {
        const when = (index: number) => gaps.slice(0, index).reduce((sum, next) => sum + next, time);
        const happenings = all.map((content, index) => ({
          source: of,
          time: when(index),
          content: withFields(content, shared),
        }));
        return fc.tuple(...happenings.map((happening) => begin(happening, anywhere))).map((found) => found.flat());
      });

  const same = (...fields: Field[]) => fc.constantFrom(...fields).chain((field) => valueOf(field));
  const all = (...fields: Field[]) =>
    fc.tuple(...fields.map(valueOf)).map((values) => Object.assign({}, ...values) as Record<string, string>);
  const created = opportunities.created;
  const touch = fc.oneof(call, messages.sent, meetings.happened, meetings.scheduled);

  const stories: Record<Theme, Story> = {
    sales: fc.oneof(
      single(created, early),
      single(opportunities.changed),
      single(opportunities.closed, late),
      inTurn([created, opportunities.closed], after(30, 90), same('opportunity')),
      inTurn([opportunities.closed, opportunities.reopened, opportunities.closed], after(0), same('opportunity')),
      inTurn([created, opportunities.changed, opportunities.changed], after(5, 20), same('opportunity')),
    ),
    outreach: fc.oneof(
      single(messages.sent),
      inTurn([messages.sent, messages.received, messages.answered], after(7), same('message')),
      inTurn([messages.sent, messages.answered, messages.answered], after(7), same('message')),
      inTurn([messages.sent, messages.incoming], after(3), same('thread')),
      inTurn([messages.incoming, messages.sent], after(3), same('thread')),
      inTurn([messages.sent, messages.received, created], after(15, 30), all('message', 'account')),
    ),
    activity: fc.oneof(
      single(call),
      single(totals),
      single(fc.oneof(meetings.scheduled, meetings.happened)),
      inTurn([call, created], after(30), same('account')),
      inTurn([created, call, opportunities.closed], after(30), all('account', 'opportunity')),
      inTurn([meetings.happened, call], after(1), all('account', 'purpose')),
      inTurn([meetings.scheduled, call], after(1), all('account', 'purpose')),
    ),
    leads: fc.oneof(
      single(leads.created),
      single(touch),
      inTurn([leads.created, touch], after(7), same('lead', 'contact', 'account')),
      inTurn([leads.created, leads.judged], after(90), same('lead')),
      inTurn([leads.created, created], after(90), same('lead', 'account')),
    ),
    web: fc.oneof(
      inTurn([pageView, leads.created], after(30), same('visitor')),
      inTurn([pageView, pageView, pageView], fc.oneof(afterMinutes, after(1)), same('visitor')),
      single(pageView),
      single(intent),
    ),
    subscriptions: fc.oneof(
      inTurn([subscriptions.started, subscriptions.changed], after(30, 90), all('subscription', 'account')),
      inTurn([subscriptions.started, subscriptions.cancelled], after(30, 90), all('subscription')),
      inTurn([subscriptions.cancelled, subscriptions.started], after(0, 30), all('subscription')),
      single(fc.oneof(subscriptions.started, subscriptions.started, subscriptions.changed), early),
    ),
    health: fc.oneof(
      single(subscriptions.started, early),
      inTurn([tickets.opened, tickets.handled], after(7), all('ticket', 'account')),
      inTurn([assignment, call], after(30, 90), all('account', 'rep')),
      inTurn([assignment, meetings.happened], after(30, 90), all('account', 'rep')),
      inTurn([usage, usage, usage], after(28), all('account')),
      inTurn([survey, reviews.posted], after(180), all('account')),
    ),
    voices: fc.oneof(
      single(survey),
      inTurn([survey, survey], after(7), same('rep', 'team')),
      inTurn([tickets.opened, tickets.handled, tickets.handled], after(7), same('ticket')),
      inTurn([reviews.posted, reviews.answered], after(30), same('review')),
      single(fc.oneof(tickets.opened, reviews.posted)),
    ),
    people: fc.oneof(
      single(fc.oneof(target, call)),
      inTurn([timeLogged, timeLogged, timeLogged], after(1, 7), same('rep', 'team')),
      inTurn([target, created], after(30), same('rep')),
      inTurn([target, created, opportunities.closed], after(30), all('rep', 'opportunity')),
      inTurn([target, created, opportunities.closed], after(30), all('team', 'opportunity')),
    ),
  };
  return fc.oneof(
    { weight: 12, arbitrary: fc.oneof(...themes.map((theme) => stories[theme])) },
    // Whatever it is about, there are people, and things are decided.
    { weight: 1, arbitrary: single(fc.oneof(membership, membership, announcement), early) },
  );
}

const afterMinutes = fc.constantFrom(30 * MINUTE, 30 * MINUTE - 1, 30 * MINUTE + 1, 10 * MINUTE, 0);

type Field = keyof typeof RECORDS | keyof typeof VALUES;

function valueOf(field: Field): fc.Arbitrary<Record<string, string>> {
  const values: readonly string[] = { ...VALUES, ...RECORDS }[field];
  return fc.constantFrom(...values).map((value) => ({ [field]: value }));
}

/** A meeting that is scheduled starts at some time. */
function begin(happening: Happening, start: fc.Arbitrary<number>): Story {
  if (happening.content.type !== 'meeting.scheduled') return fc.constant([happening]);
  return start.map((time) => [
    { ...happening, content: { ...happening.content, starts_at: new Date(time).toISOString() } },
  ]);
}
