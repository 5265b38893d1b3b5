import fc from 'fast-check';
import { oneOf, perhaps, record, eventOf } from './event-contents';

export const survey = eventOf('survey.answered', {
  survey: fc.constantFrom('nps', 'csat'),
  score: fc.oneof(fc.integer({ min: 0, max: 10 }), fc.constantFrom(4, 6, 7, 8, 9)),
}).map((body) => (body.survey === 'csat' ? { ...body, score: Math.max(1, Math.min(5, Number(body.score))) } : body));

const ticket = record('ticket');

/** The events of tickets. */
export const tickets = {
  opened: eventOf('ticket.opened', {
    ticket,
    priority: perhaps(oneOf('priority')),
    due_at: perhaps(fc.constantFrom('2024-02-29T12:00:00Z', '2024-03-10T00:00:00+01:00', '2024-06-30T22:00:00Z')),
  }),
  handled: eventOf(['ticket.first_replied', 'ticket.resolved', 'ticket.resolved', 'ticket.reopened'], { ticket }),
};

const review = record('review');

/** The events of reviews. */
export const reviews = {
  posted: eventOf('review.posted', { review, site: oneOf('site'), rating: fc.integer({ min: 1, max: 5 }) }),
  answered: eventOf('review.answered', { review }),
};

export const usage = eventOf('usage.recorded', {
  account: oneOf('account'),
  quantity: fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 400 }).map((quarters) => quarters / 4),
  ),
  feature: perhaps(oneOf('feature')),
});

const mrr = fc.constantFrom(0, '50', 99.5, '100.00', 250);
const subscription = record('subscription');
const sequence = perhaps(fc.constantFrom(0, 1, 1.5));

/** The events of subscriptions. */
export const subscriptions = {
  started: eventOf('subscription.started', { subscription, account: oneOf('account'), mrr, sequence }),
  changed: eventOf('subscription.changed', { subscription, account: oneOf('account'), mrr, sequence }),
  cancelled: eventOf('subscription.cancelled', { subscription, sequence }),
};

export const assignment = eventOf('account.assigned', { account: oneOf('account'), rep: oneOf('rep') });
