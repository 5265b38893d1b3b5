import type { EventError, EventErrorCode } from '@saleshub/model';
import { readCloudEvent } from './cloud-event';
import type { Admission, AdmittedEvent } from './intake';

/** How one event is written. */
export type EventFormat = 'event' | 'cloud_event';

/** Why an event is not stored; stable, for programs. */
export type RefusalCode =
  | EventErrorCode
  | 'invalid_json'
  | 'invalid_utf8'
  | 'json_too_deep'
  | 'too_many_values'
  | 'too_many_items'
  | 'item_too_large'
  | 'invalid_cloud_event'
  | 'id_reused'
  | 'not_storable';

export interface Refusal {
  /** The event's id, where it had one that is a string. */
  id?: string;
  code: RefusalCode;
  /** The field, dotted below the first level; empty for the event as a whole. */
  path: string;
  message: string;
}

/** An event that may be stored, or the reason why it may not. */
export type CheckedEvent = AdmittedEvent | { refusal: Refusal };

/** Reads the body of one event and admits or refuses it. */
export function checkEvent(body: unknown, format: EventFormat, admit: (event: unknown) => Admission): CheckedEvent {
  const read = format === 'cloud_event' ? readCloudEvent(body) : { ok: true as const, event: body };
  if (!read.ok) return { refusal: { ...idOf(body), ...read.error } };
  const admission = admit(read.event);
  return admission.ok ? admission : { refusal: { ...idOf(body), ...firstOf(admission.errors) } };
}

function firstOf([first, ...others]: [EventError, ...EventError[]]): Omit<Refusal, 'id'> {
  const message = others.length > 0 ? `${first.message} (Errors in this event: ${others.length + 1}.)` : first.message;
  return { code: first.code, path: first.path, message };
}

/** Why an event is not stored under an id that another body has. */
export function reusedId(id: string): Refusal {
  return { id, code: 'id_reused', path: 'id', message: 'Another event was stored under this id; this one was not.' };
}

/** Why an event that passed every check is not stored all the same. */
export function notStorable(id: string): Refusal {
  const message = 'The store refuses this event; the log of the service says why.';
  return { id, code: 'not_storable', path: '', message };
}

function idOf(body: unknown): { id?: string } {
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
  return typeof id === 'string' ? { id } : {};
}
