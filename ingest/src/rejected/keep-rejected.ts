import { newRejectionId, type RejectedEvent } from '@saleshub/store/write';
import type { Intake } from '../intake/intake';
import { maskContactData, maskEmailAddresses } from '../intake/privacy/mask-contact-data';

/** What was sent and refused: the value of a JSON text, or bytes that are none. */
export type SentBody = { format: 'event' | 'cloud_event'; value: unknown } | { format: 'text'; bytes: Buffer };

export interface RefusedBody {
  sent: SentBody;
  /** Its own id, where it had one. */
  id?: string;
  code: string;
  path: string;
  message: string;
}

/** Longer bodies are cut, and cannot be replayed. */
const MOST_CHARACTERS = 65_536;
const LONGEST_LABEL = 128;
const WHOLE = '';

/** A refused event as it is kept: without contact data, and no longer than what an event needs. */
export function toRejectedEvent(
  { sent, id = '', code, path, message }: RefusedBody,
  { intake, source, receivedAt }: { intake: Pick<Intake, 'protectBody'>; source: string; receivedAt: number },
): RejectedEvent {
  return {
    id: newRejectionId(receivedAt),
    receivedAt,
    source,
    type: maskContactData(typeOf(sent).slice(0, LONGEST_LABEL)),
    eventId: maskEmailAddresses(id.slice(0, LONGEST_LABEL)),
    code,
    path: maskContactData(path.slice(0, 2 * LONGEST_LABEL)),
    message: maskContactData(message.slice(0, 2048)),
    ...protect(sent, intake),
  };
}

function protect(
  sent: SentBody,
  intake: Pick<Intake, 'protectBody'>,
): Pick<RejectedEvent, 'format' | 'body' | 'altered'> {
  if (sent.format === 'text') return textOf(maskContactData(sent.bytes.toString('utf8', 0, 4 * MOST_CHARACTERS)));
  const { value, altered } = intake.protectBody(sent.value, sent.format === 'cloud_event' ? 'data.' : '');
  const body = JSON.stringify(value);
  return body.length > MOST_CHARACTERS ? textOf(body) : { format: sent.format, body, altered };
}

function textOf(text: string): Pick<RejectedEvent, 'format' | 'body' | 'altered'> {
  return { format: 'text', body: text.slice(0, MOST_CHARACTERS), altered: [WHOLE] };
}

function typeOf(sent: SentBody): string {
  const value: unknown = sent.format === 'text' ? undefined : sent.value;
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  return typeof type === 'string' ? type : '';
}
