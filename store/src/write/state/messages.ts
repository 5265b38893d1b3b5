import { firstEventEntity } from './first-event-entity';

/**
 * Messages as their first sent event describes them, with the first time that each was delivered, opened, clicked and so
 * on. Opens and clicks by a machine are left out.
 */
export const messages = firstEventEntity({
  name: 'message',
  table: 'messages',
  prefix: 'email.',
  first: { type: 'email.sent', column: 'sent_at' },
  fields: [
    { name: 'thread' },
    { name: 'direction', otherwise: 'outbound' },
    { name: 'list' },
    { name: 'priority' },
    { name: 'contact' },
  ],
  happenings: [
    { type: 'email.delivered', column: 'delivered_at' },
    { type: 'email.opened', column: 'opened_at', unless: 'machine' },
    { type: 'email.clicked', column: 'clicked_at', unless: 'machine' },
    { type: 'email.replied', column: 'replied_at' },
    { type: 'email.bounced', column: 'bounced_at' },
    { type: 'email.unsubscribed', column: 'unsubscribed_at' },
  ],
});
