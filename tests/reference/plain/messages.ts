import { byRecord, type Sources, type StandingEvent } from './events';
import { dimensionsAfter, type Dimensions } from './facts';

/** An outbound message. */
export interface Message {
  sentAt: number;
  dimensions: Dimensions;
  delivered: boolean;
  /** When people opened it. */
  openedAt: number[];
}

/** The messages that were sent to customers, each as its first sent event describes it. */
export function messagesOf(events: readonly StandingEvent[], sources: Sources): Message[] {
  return byRecord(events, 'email', 'message').flatMap((history) => {
    const sent = history.find(({ body }) => body.type === 'email.sent');
    if (!sent || (sent.body.direction ?? 'outbound') !== 'outbound') return [];
    const happened = history.filter(({ body }) => !(body.type === 'email.opened' && body.machine === true));
    const times = (type: string) => happened.filter(({ body }) => body.type === type).map(({ time }) => time);
    const proofs = ['email.delivered', 'email.opened', 'email.clicked', 'email.replied'];
    return [
      {
        sentAt: sent.time,
        dimensions: dimensionsAfter([sent], sources),
        delivered: proofs.some((type) => times(type).length > 0),
        openedAt: times('email.opened'),
      },
    ];
  });
}
