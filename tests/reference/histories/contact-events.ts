import fc from 'fast-check';
import { joints, oneOf, perhaps, record, says } from './said';

const purpose = perhaps(oneOf('purpose'));

export const call = says('call.logged', {
  direction: fc.constantFrom('inbound', 'outbound', 'outbound'),
  outcome: fc.constantFrom('connected', 'connected', 'no_answer', 'voicemail', 'busy', 'failed'),
  duration_s: perhaps(
    fc.oneof(
      fc.constant(0),
      fc.integer({ min: 1, max: 7200 }).map((quarters) => quarters / 4),
    ),
  ),
  purpose,
  ...joints,
});

const message = record('message');

/** The events of messages. */
export const messages = {
  sent: says('email.sent', {
    message,
    thread: perhaps(record('thread')),
    direction: perhaps(fc.constantFrom('outbound', 'outbound', 'inbound')),
    list: perhaps(oneOf('list')),
    priority: perhaps(oneOf('priority')),
    ...joints,
  }),
  incoming: says('email.sent', { message, thread: record('thread'), direction: fc.constant('inbound') }),
  received: says(['email.opened', 'email.opened', 'email.delivered'], { message, machine: perhaps(fc.boolean()) }),
  answered: says(['email.clicked', 'email.replied', 'email.bounced', 'email.unsubscribed'], { message }),
};

const meeting = record('meeting');

/** The events of meetings. Where one that is scheduled starts is added with the instant. */
export const meetings = {
  scheduled: says('meeting.scheduled', { meeting, purpose, ...joints }),
  happened: says(['meeting.held', 'meeting.held', 'meeting.cancelled', 'meeting.no_show'], {
    meeting,
    purpose,
    ...joints,
  }),
};

const lead = record('lead');

/** The events of leads. */
export const leads = {
  created: says('lead.created', {
    lead,
    contact: perhaps(record('contact')),
    visitor: perhaps(record('visitor')),
  }),
  judged: says(['lead.qualified', 'lead.qualified', 'lead.disqualified'], { lead }),
};

export const pageView = says('web.visited', { visitor: record('visitor'), page: oneOf('page') });

export const intent = says('intent.observed', { intent: oneOf('intent'), competitor: perhaps(oneOf('competitor')) });
