import { explainIssues, type EventError } from './explain-issues';
import { EVENT_TYPES, eventTypes, type EventType, type SalesEvent } from './event-types';

export type ParsedEvent = { ok: true; event: SalesEvent } | { ok: false; errors: [EventError, ...EventError[]] };

export interface ParseContext {
  /** The service's clock, milliseconds since 1970. */
  now: number;
}

const DAY = 86_400_000;
const EARLIEST = Date.UTC(2000, 0, 1);

/**
 * Checks one event as a client sent it.
 * @returns the typed event (times in milliseconds, money as decimal strings), or the reasons for its refusal, the first 20
 */
export function parseEvent(body: unknown, context: ParseContext): ParsedEvent {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return refuse({ code: 'not_an_object', path: '', message: 'An event is a JSON object.' });
  }
  const type: unknown = (body as { type?: unknown }).type;
  if (type === undefined) {
    return refuse({
      code: 'required',
      path: 'type',
      message: `type is required; it may be ${EVENT_TYPES.join(', ')}.`,
    });
  }
  if (typeof type !== 'string' || !Object.hasOwn(eventTypes, type)) {
    return refuse({
      code: 'unknown_type',
      path: 'type',
      message: `type is not an event type; it may be ${EVENT_TYPES.join(', ')}.`,
    });
  }
  const schema = eventTypes[type as EventType];
  const result = schema.safeParse(body, { reportInput: true });
  if (!result.success) {
    const owner = { name: type, noun: 'The event', fields: Object.keys(schema.shape) };
    return refuse(...explainIssues(result.error.issues, owner));
  }
  const event = result.data;
  const outOfTime = checkOccurredAt(event.occurred_at, context.now);
  return outOfTime ? refuse(outOfTime) : { ok: true, event };
}

function refuse(...errors: [EventError, ...EventError[]]): ParsedEvent {
  return { ok: false, errors };
}

/** Why an event cannot have occurred then, both in milliseconds since 1970; undefined where it can. */
export function checkOccurredAt(occurredAt: number, now: number): EventError | undefined {
  if (occurredAt < EARLIEST) {
    return { code: 'too_early', path: 'occurred_at', message: 'occurred_at is before the year 2000.' };
  }
  if (occurredAt > now + DAY) {
    return { code: 'too_late', path: 'occurred_at', message: 'occurred_at is more than 24 hours in the future.' };
  }
  return undefined;
}
