import { firstEventEntity } from './first-event-entity';

/** Tickets as they were first opened. A ticket that was resolved more than once is resolved when it last was, and not while it is open again. */
export const tickets = firstEventEntity({
  name: 'ticket',
  table: 'tickets',
  prefix: 'ticket.',
  first: { type: 'ticket.opened', column: 'opened_at' },
  fields: [{ name: 'priority' }, { name: 'due_at' }],
  happenings: [
    { type: 'ticket.first_replied', column: 'first_replied_at' },
    { type: 'ticket.resolved', column: 'resolved_at', which: 'last', each: 'resolutions' },
    { type: 'ticket.reopened', column: 'reopened_at', which: 'last', each: 'reopenings' },
  ],
});
