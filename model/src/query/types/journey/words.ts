import type { ResultRow } from '../../series';

type Words = (text: (name: string) => string, row: ResultRow) => string;

const spaced = (name: string) => name.replaceAll('_', ' ');
const listed = (...parts: string[]) => parts.filter((part) => part !== '').join(', ');
const stated = (before: string, value: string) => (value === '' ? '' : `${before} ${value}`);

/** What each type of event is to somebody who reads an account's story. */
const WORDS: Record<string, Words> = {
  'lead.created': () => 'Lead created',
  'lead.qualified': () => 'Lead qualified',
  'lead.disqualified': (text) => listed('Lead disqualified', text('reason')),
  'opportunity.created': (text) => listed('Opportunity created', stated('in stage', text('stage'))),
  'opportunity.changed': (text) =>
    listed('Opportunity changed', stated('to stage', text('stage')), stated('amount', text('amount'))),
  'opportunity.won': (text) => listed('Opportunity won', stated('amount', text('amount'))),
  'opportunity.lost': (text) => listed('Opportunity lost', text('loss_reason')),
  'opportunity.reopened': () => 'Opportunity reopened',
  'call.logged': (text) =>
    listed(
      text('direction') === 'inbound' ? 'Call from the customer' : 'Call to the customer',
      spaced(text('outcome')),
      spaced(text('purpose')),
    ),
  'email.sent': (text) => (text('direction') === 'inbound' ? 'E-mail from the customer' : 'E-mail sent'),
  'email.opened': (_, { machine }) => (Number(machine) === 1 ? 'E-mail opened by a machine' : 'E-mail opened'),
  'email.clicked': () => 'Link in an e-mail followed',
  'email.replied': () => 'E-mail answered',
  'email.bounced': () => 'E-mail came back',
  'email.unsubscribed': () => 'Unsubscribed from e-mails',
  'meeting.scheduled': (text) => listed('Meeting put in the calendar', spaced(text('purpose'))),
  'meeting.held': (text) => listed('Meeting held', spaced(text('purpose'))),
  'meeting.cancelled': () => 'Meeting cancelled',
  'meeting.no_show': () => 'Meeting missed',
  'web.visited': (text) => `Visited ${text('page')}`,
  'intent.observed': (text) => listed(`Sign of interest: ${text('intent')}`, stated('competitor', text('competitor'))),
  'survey.answered': (text) =>
    listed(`Answered ${text('survey').toUpperCase()} with ${text('score')}`, text('comment')),
  'ticket.opened': (text) => listed('Ticket opened', stated('priority', text('priority'))),
  'ticket.first_replied': () => 'Ticket answered for the first time',
  'ticket.resolved': () => 'Ticket resolved',
  'review.posted': (text) => `Review of ${text('rating')} of 5 stars on ${text('site')}`,
  'review.answered': () => 'Review answered',
  'subscription.started': (text) => listed('Subscription started', stated('a month', text('mrr'))),
  'subscription.changed': (text) => listed('Subscription changed', stated('a month', text('mrr'))),
  'subscription.cancelled': (text) => listed('Subscription cancelled', text('reason')),
  'order.placed': (text) => listed('Ordered', text('products')),
  'account.assigned': (text) => `Looked after by ${text('rep')}`,
};

/** An event in words. */
export function whatHappened(row: ResultRow): string {
  const type = String(row.type);
  const text = (name: string) => String(row[name] ?? '');
  return WORDS[type]?.(text, row) ?? spaced(type.replace('.', ' '));
}

/** The types of events that have words of their own. */
export const TOLD_TYPES: readonly string[] = Object.keys(WORDS);
