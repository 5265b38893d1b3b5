import { byRecord, identity, type StandingEvent } from './events';
import { dimensionsAfter, type Dimensions } from './facts';
import type { Settings } from './settings';

/** A message as its first sent event describes it. */
export interface Message {
  id: string;
  sentAt: number;
  outbound: boolean;
  dimensions: Dimensions;
  /** Null where it belongs to none. */
  thread: string | null;
  /** The instants at which each thing happened to it, by the type of event; openings and clicks by machines are not among them. */
  happened: ReadonlyMap<string, readonly number[]>;
  /** Whether its source reports no deliveries. */
  deliveredImplied: boolean;
}

export function messagesOf(events: readonly StandingEvent[], settings: Settings): Message[] {
  return byRecord(events, 'email', 'message').flatMap((history) => {
    const sent = history.find(({ body }) => body.type === 'email.sent');
    if (!sent) return [];
    const { message, direction = 'outbound', thread } = sent.body;
    const happened = new Map<string, number[]>();
    for (const { body, time } of history) {
      if (['email.opened', 'email.clicked'].includes(body.type) && body.machine === true) continue;
      happened.set(body.type, [...(happened.get(body.type) ?? []), time]);
    }
    return [
      {
        id: String(message),
        sentAt: sent.time,
        outbound: direction === 'outbound',
        dimensions: dimensionsAfter([sent], settings),
        thread: typeof thread === 'string' ? identity(sent.namespace, thread) : null,
        happened,
        deliveredImplied: settings.deliveredImplied.includes(sent.source),
      },
    ];
  });
}

/** What cannot happen to a message that was not delivered. */
const PROOFS = ['email.delivered', 'email.opened', 'email.clicked', 'email.replied'];

export function isDelivered({ happened, deliveredImplied }: Message): boolean {
  return PROOFS.some((type) => happened.has(type)) || (deliveredImplied && !happened.has('email.bounced'));
}
