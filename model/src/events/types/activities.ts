import { eventType, touchChannel, type EventTypeDescription } from '../event-type';
import { fields } from '../fields';
import { listed, spaced, step } from '../journey-step';

const email = <const Type extends string>(type: Type, description: EventTypeDescription) =>
  eventType(type, { ...description, required: ['message'], optional: ['machine'], special: touchChannel });

const meeting = <const Type extends string>(type: Type, description: EventTypeDescription) =>
  eventType(type, { ...description, required: ['meeting'], optional: ['purpose'], special: touchChannel });

const activityTotalled = eventType('activity.totalled', {
  meaning:
    'How many calls, e-mails or meetings there were on a day, from a tool that does not report each; outbound unless its direction is inbound.',
  required: ['counted', 'count'],
  optional: ['connected', 'duration_s', 'direction', 'purpose'],
}).check((context) => {
  const { counted, count, connected, duration_s } = context.value;
  const refuse = (path: string, input: unknown, message: string, code: string) =>
    context.issues.push({ code: 'custom', input, path: [path], message, params: { code } });
  if (connected !== undefined && counted !== 'calls') refuse('connected', connected, 'is for calls', 'invalid_value');
  if (connected !== undefined && connected > count)
    refuse('connected', connected, `is ${connected}, more than count (${count})`, 'out_of_range');
  if (duration_s !== undefined && !connected)
    refuse('duration_s', duration_s, 'is the time of connected calls, of which there are none', 'invalid_value');
});

/** What a sales team does, with the answers to it. */
export const activityTypes = {
  'call.logged': eventType('call.logged', {
    meaning: 'A telephone call, at its start.',
    required: ['direction'],
    optional: ['duration_s', 'wait_s', 'purpose'],
    special: { outcome: fields.call_outcome, ...touchChannel },
    step: step(['direction', 'outcome', 'purpose'], ({ direction, outcome, purpose }) =>
      listed(
        direction === 'inbound' ? 'Call from the customer' : 'Call to the customer',
        spaced(outcome),
        spaced(purpose),
      ),
    ),
  }),
  'activity.totalled': activityTotalled,
  'email.sent': eventType('email.sent', {
    meaning: 'An e-mail was sent; by us unless its direction is inbound.',
    required: ['message'],
    optional: ['thread', 'direction', 'list', 'priority'],
    special: touchChannel,
    step: step(['direction'], ({ direction }) =>
      direction === 'inbound' ? 'E-mail from the customer' : 'E-mail sent',
    ),
  }),
  // No step: a delivery says nothing that the sending did not.
  'email.delivered': email('email.delivered', { meaning: 'The e-mail reached its mailbox.' }),
  'email.opened': email('email.opened', {
    meaning: 'The e-mail was opened.',
    step: step(['machine'], ({ machine }) => (machine === '1' ? 'E-mail opened by a machine' : 'E-mail opened')),
  }),
  'email.clicked': email('email.clicked', {
    meaning: 'A link in the e-mail was followed.',
    step: 'Link in an e-mail followed',
  }),
  'email.replied': email('email.replied', { meaning: 'The e-mail was answered.', step: 'E-mail answered' }),
  'email.bounced': email('email.bounced', { meaning: 'The e-mail came back.', step: 'E-mail came back' }),
  'email.unsubscribed': email('email.unsubscribed', {
    meaning: 'The recipient wants no more e-mails.',
    step: 'Unsubscribed from e-mails',
  }),
  'meeting.scheduled': eventType('meeting.scheduled', {
    meaning: 'A meeting was put in the calendar, or moved.',
    required: ['meeting', 'starts_at'],
    optional: ['purpose'],
    special: touchChannel,
    step: step(['purpose'], ({ purpose }) => listed('Meeting put in the calendar', spaced(purpose))),
  }),
  'meeting.held': meeting('meeting.held', {
    meaning: 'The meeting took place; it occurred when it began.',
    step: step(['purpose'], ({ purpose }) => listed('Meeting held', spaced(purpose))),
  }),
  'meeting.cancelled': meeting('meeting.cancelled', {
    meaning: 'The meeting was called off.',
    step: 'Meeting cancelled',
  }),
  'meeting.no_show': meeting('meeting.no_show', {
    meaning: 'The customer did not come; it occurred when the meeting was to begin.',
    step: 'Meeting missed',
  }),
  'time.logged': eventType('time.logged', {
    meaning: 'Working time of a rep.',
    required: ['rep', 'activity', 'minutes'],
  }),
} as const;
