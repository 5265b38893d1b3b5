import type { z } from 'zod';
import { fields } from './fields';
import { EVENT_TYPES, eventTypes, type EventType, type SalesEvent } from './event-types';

/** Why an event was refused; stable, for programs. */
export type EventErrorCode =
  | 'not_an_object'
  | 'unknown_type'
  | 'required'
  | 'unknown_field'
  | 'invalid_type'
  | 'invalid_value'
  | 'invalid_text'
  | 'invalid_time'
  | 'invalid_date'
  | 'invalid_decimal'
  | 'out_of_range'
  | 'too_long'
  | 'no_change'
  | 'too_early'
  | 'too_late'
  | 'currency_not_convertible'
  | 'source_not_planned'
  | 'type_not_planned';

export interface EventError {
  code: EventErrorCode;
  /** The field, dotted below the first level; empty for the event as a whole. */
  path: string;
  /** One sentence that names the field and what it may be. */
  message: string;
}

export type ParsedEvent = { ok: true; event: SalesEvent } | { ok: false; errors: [EventError, ...EventError[]] };

export interface ParseContext {
  /** The service's clock, milliseconds since 1970. */
  now: number;
}

const DAY = 86_400_000;
const EARLIEST = Date.UTC(2000, 0, 1);
/** More reasons help nobody, and a hostile event has as many as it likes. */
const MAXIMUM_ERRORS = 20;
/** Up to where the name of an unknown field is repeated. */
const MAXIMUM_NAME = 100;

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
    const issues = result.error.issues.slice(0, MAXIMUM_ERRORS);
    const [first, ...rest] = issues.flatMap((issue) => explain(issue, type as EventType)).slice(0, MAXIMUM_ERRORS);
    return refuse(first ?? { code: 'invalid_value', path: '', message: 'The event is not valid.' }, ...rest);
  }
  const event = result.data;
  const outOfTime = checkTime(event.occurred_at, context.now);
  return outOfTime ? refuse(outOfTime) : { ok: true, event };
}

function refuse(...errors: [EventError, ...EventError[]]): ParsedEvent {
  return { ok: false, errors };
}

function checkTime(occurredAt: number, now: number): EventError | undefined {
  if (occurredAt < EARLIEST) {
    return { code: 'too_early', path: 'occurred_at', message: 'occurred_at is before the year 2000.' };
  }
  if (occurredAt > now + DAY) {
    return { code: 'too_late', path: 'occurred_at', message: 'occurred_at is more than 24 hours in the future.' };
  }
  return undefined;
}

type Issue = z.core.$ZodIssue;

function explain(issue: Issue, type: EventType): EventError[] {
  const path = issue.path.map(String).join('.');
  const error = (code: EventErrorCode, rule: string, at = path): EventError => ({
    code,
    path: at,
    message: `${at || 'The event'} ${rule}.`,
  });
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, MAXIMUM_ERRORS).map((key) => {
        const name = key.length <= MAXIMUM_NAME ? key : `${key.slice(0, MAXIMUM_NAME)}…`;
        const [owner, names] = path ? ['an item', ITEM_FIELDS] : [type, fieldNames(type)];
        const at = path ? `${path}.${name}` : name;
        return error('unknown_field', `is not a field of ${owner}; it has ${names.join(', ')}`, at);
      });
    case 'invalid_type':
      if (issue.input === undefined) return [error('required', 'is required')];
      return [error('invalid_type', `must be ${article(issue.expected)}`)];
    case 'invalid_value':
      if (issue.input === undefined) return [error('required', `is required; it may be ${issue.values.join(', ')}`)];
      return [error('invalid_value', `must be one of ${issue.values.join(', ')}`)];
    case 'too_big':
      if (issue.origin === 'string') return [error('too_long', `must have at most ${issue.maximum} characters`)];
      if (issue.origin === 'array') return [error('too_long', `must have at most ${issue.maximum} entries`)];
      return [error('out_of_range', `must be at most ${issue.maximum}`)];
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array') return [error('required', 'must not be empty')];
      return [error('out_of_range', `must be at least ${issue.minimum}`)];
    case 'invalid_union':
      if (issue.input === undefined) return [error('required', 'is required')];
      return [error('invalid_type', 'must be a number or a decimal string')];
    case 'custom': {
      const code = (issue.params?.code as EventErrorCode | undefined) ?? 'invalid_value';
      return [path ? error(code, issue.message) : { code, path, message: `${issue.message}.` }];
    }
    default:
      return [error('invalid_value', issue.message)];
  }
}

/** The only fields that have fields of their own. */
const ITEM_FIELDS = Object.keys(fields.items.element.shape);

function fieldNames(type: EventType): string[] {
  return Object.keys(eventTypes[type].shape);
}

function article(expected: string): string {
  const name = expected === 'int' ? 'integer' : expected;
  return /^[aeio]/.test(name) ? `an ${name}` : `a ${name}`;
}
