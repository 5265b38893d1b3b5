import { eventType, touchChannel, type EventTypeDescription } from '../event-type';
import { listed, stated, step } from '../journey-step';

const surveyAnswered = eventType('survey.answered', {
  meaning: 'A survey was answered.',
  required: ['survey', 'score'],
  optional: ['comment'],
  step: step(['survey', 'score', 'comment'], ({ survey, score, comment }) =>
    listed(`Answered ${survey.toUpperCase()} with ${score}`, comment),
  ),
}).check((context) => {
  const { survey, score } = context.value;
  // The field itself holds what NPS allows.
  if (survey !== 'csat' || (score >= 1 && score <= 5)) return;
  context.issues.push({
    code: 'custom',
    input: score,
    path: ['score'],
    message: `is ${score}; a csat score is 1 to 5`,
    params: { code: 'out_of_range' },
  });
});

const ticket = <const Type extends string>(type: Type, description: EventTypeDescription) =>
  eventType(type, { ...description, required: ['ticket'], optional: ['priority'], special: touchChannel });

const ticketOpened = eventType('ticket.opened', {
  meaning: 'A customer asked for help.',
  required: ['ticket'],
  optional: ['priority', 'due_at'],
  special: touchChannel,
  step: step(['priority'], ({ priority }) => listed('Ticket opened', stated('priority', priority))),
});

const priced = <const Type extends string>(type: Type, description: EventTypeDescription) =>
  eventType(type, { ...description, required: ['subscription', 'account', 'mrr'], optional: ['currency', 'sequence'] });

/** What customers and visitors do. */
export const customerTypes = {
  'web.visited': eventType('web.visited', {
    meaning: 'A page of the website was visited.',
    required: ['visitor', 'page'],
    optional: ['referrer'],
    special: touchChannel,
    step: step(['page'], ({ page }) => `Visited ${page}`),
  }),
  'intent.observed': eventType('intent.observed', {
    meaning: 'A sign of interest on a site of others; `competitor` where it was about one.',
    required: ['intent'],
    step: step(['intent', 'competitor'], ({ intent, competitor }) =>
      listed(`Sign of interest: ${intent}`, stated('competitor', competitor)),
    ),
  }),
  'survey.answered': surveyAnswered,
  'ticket.opened': ticketOpened,
  'ticket.first_replied': ticket('ticket.first_replied', {
    meaning: 'The ticket has its first answer.',
    step: 'Ticket answered for the first time',
  }),
  'ticket.resolved': ticket('ticket.resolved', { meaning: 'The ticket is done.', step: 'Ticket resolved' }),
  'ticket.reopened': ticket('ticket.reopened', {
    meaning: 'The ticket that was resolved is not done.',
    step: 'Ticket reopened',
  }),
  'review.posted': eventType('review.posted', {
    meaning: 'A public review.',
    required: ['review', 'site', 'rating'],
    step: step(['rating', 'site'], ({ rating, site }) => `Review of ${rating} of 5 stars on ${site}`),
  }),
  'review.answered': eventType('review.answered', {
    meaning: 'We answered the review.',
    required: ['review'],
    step: 'Review answered',
  }),
  'usage.recorded': eventType('usage.recorded', {
    meaning: 'How much an account used the product, or a feature of it.',
    required: ['account', 'quantity'],
    optional: ['feature'],
  }),
  'subscription.started': priced('subscription.started', {
    meaning: 'An account subscribed.',
    step: step(['mrr'], ({ mrr }) => listed('Subscription started', stated('a month', mrr))),
  }),
  'subscription.changed': priced('subscription.changed', {
    meaning: 'The subscription has another price.',
    step: step(['mrr'], ({ mrr }) => listed('Subscription changed', stated('a month', mrr))),
  }),
  'subscription.cancelled': eventType('subscription.cancelled', {
    meaning: 'The subscription ended.',
    required: ['subscription'],
    optional: ['reason', 'sequence'],
    step: step(['reason'], ({ reason }) => listed('Subscription cancelled', reason)),
  }),
  'order.placed': eventType('order.placed', {
    meaning: 'An account ordered.',
    required: ['order', 'account', 'items'],
    optional: ['currency'],
    step: step(['products'], ({ products }) => listed('Ordered', products)),
  }),
} as const;
