import { firstEventEntity } from './first-event-entity';

/** Reviews as they were first posted, with the first answer. */
export const reviews = firstEventEntity({
  name: 'review',
  table: 'reviews',
  prefix: 'review.',
  first: { type: 'review.posted', column: 'posted_at' },
  fields: [{ name: 'site' }, { name: 'rating' }],
  happenings: [{ type: 'review.answered', column: 'answered_at' }],
});
