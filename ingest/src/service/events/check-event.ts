import { parseEvent, type EventError, type ParseContext, type SalesEvent } from '@saleshub/model';
import { readCloudEvent } from './cloud-event';
import type { ReportedError } from './event-report';

/** How one event is written. */
export type EventFormat = 'event' | 'cloud_event';

/** Why an event is not stored. */
export type Refusal = Omit<ReportedError, 'index'>;

/** An event that may be stored, or the reason why it may not. */
export type CheckedEvent = { event: SalesEvent } | { refusal: Refusal };

/** Checks one event's body against everything that holds for it. */
export function checkEvent(body: unknown, format: EventFormat, context: ParseContext): CheckedEvent {
  const read = format === 'cloud_event' ? readCloudEvent(body) : { ok: true as const, event: body };
  if (!read.ok) return { refusal: { ...idOf(body), ...read.error } };
  const parsed = parseEvent(read.event, context);
  return parsed.ok ? { event: parsed.event } : { refusal: { ...idOf(body), ...firstOf(parsed.errors) } };
}

function firstOf([first, ...others]: [EventError, ...EventError[]]): Omit<Refusal, 'id'> {
  const message = others.length > 0 ? `${first.message} (Errors in this event: ${others.length + 1}.)` : first.message;
  return { code: first.code, path: first.path, message };
}

/** The event's id, where it has one that is a string. */
function idOf(body: unknown): { id?: string } {
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
  return typeof id === 'string' ? { id } : {};
}
