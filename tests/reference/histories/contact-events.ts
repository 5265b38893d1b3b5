import fc from 'fast-check';
import { joints, oneOf, perhaps, record, eventOf } from './event-contents';

const purpose = perhaps(oneOf('purpose'));

export const call = eventOf('call.logged', {
  direction: fc.constantFrom('inbound', 'outbound', 'outbound'),
  outcome: fc.constantFrom('connected', 'connected', 'no_answer', 'voicemail', 'busy', 'failed'),
  duration_s: perhaps(
    fc.oneof(
      fc.constant(0),
      fc.integer({ min: 1, max: 7200 }).map((quarters) => quarters / 4),
    ),
  ),
  wait_s: perhaps(fc.constantFrom(0, 5, 20, 20.5, 90)),
  purpose,
  ...joints,
});

const direction = perhaps(fc.constantFrom('outbound', 'inbound'));
const count = fc.integer({ min: 0, max: 3 });

/** A day's number of calls, e-mails or meetings. */
export const totals = fc.oneof(
  eventOf('activity.totalled', { counted: fc.constantFrom('calls', 'emails', 'meetings'), count, direction, purpose }),
  fc
    .tuple(
      eventOf('activity.totalled', { counted: fc.constant('calls'), count, direction, purpose }),
      fc.integer({ min: 0, max: 3 }),
      perhaps(fc.constantFrom(0, 60, 100)),
    )
    .map(([total, most, duration]) => {
      const connected = Math.min(Number(total.count), most);
      return { ...total, connected, ...(duration !== undefined && connected > 0 && { duration_s: duration }) };
    }),
);

const message = record('message');

/** The events of messages. */
export const messages = {
  sent: eventOf('email.sent', {
    message,
    thread: perhaps(record('thread')),
    direction: perhaps(fc.constantFrom('outbound', 'outbound', 'inbound')),
    list: perhaps(oneOf('list')),
    priority: perhaps(oneOf('priority')),
    ...joints,
  }),
  incoming: eventOf('email.sent', { message, thread: record('thread'), direction: fc.constant('inbound') }),
  received: eventOf(['email.opened', 'email.opened', 'email.delivered'], { message, machine: perhaps(fc.boolean()) }),
  answered: eventOf(['email.clicked', 'email.replied', 'email.bounced', 'email.unsubscribed'], { message }),
};

const meeting = record('meeting');

/** The events of meetings. Where one that is scheduled starts is added with the instant. */
export const meetings = {
  scheduled: eventOf('meeting.scheduled', { meeting, purpose, ...joints }),
  happened: eventOf(['meeting.held', 'meeting.held', 'meeting.cancelled', 'meeting.no_show'], {
    meeting,
    purpose,
    ...joints,
  }),
};

const lead = record('lead');

/** The events of leads. */
export const leads = {
  created: eventOf('lead.created', {
    lead,
    contact: perhaps(record('contact')),
    visitor: perhaps(record('visitor')),
  }),
  judged: eventOf(['lead.qualified', 'lead.qualified', 'lead.disqualified'], { lead }),
};

export const pageView = eventOf('web.visited', { visitor: record('visitor'), page: oneOf('page') });

export const intent = eventOf('intent.observed', { intent: oneOf('intent'), competitor: perhaps(oneOf('competitor')) });
