import type { Refusal } from './check-event';

export type ReadCloudEvent = { ok: true; event: Record<string, unknown> } | { ok: false; error: Omit<Refusal, 'id'> };

/** Our envelope's fields, and the attributes of a CloudEvent that say them. */
const ATTRIBUTES = { id: 'id', type: 'type', occurred_at: 'time' } as const;

/**
 * The event that a CloudEvent carries: `id`, `type` and `time` (as `occurred_at`) of the envelope, and the fields of
 * `data`. Other attributes say nothing to us; the source is the key's.
 * Format: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
 */
export function readCloudEvent(body: unknown): ReadCloudEvent {
  if (!isObject(body)) return refuse('not_an_object', '', 'A CloudEvent is a JSON object.');
  if (body.specversion !== '1.0') return refuse('invalid_cloud_event', 'specversion', 'specversion must be "1.0".');
  const data = body.data ?? {};
  if (!isObject(data) || body.data_base64 !== undefined) {
    return refuse(
      'invalid_cloud_event',
      'data',
      'data must be a JSON object that holds the other fields of the event.',
    );
  }
  for (const [field, attribute] of Object.entries(ATTRIBUTES)) {
    if (!Object.hasOwn(data, field)) continue;
    const message = `data may not hold ${field}: the attribute ${attribute} says it.`;
    return refuse('invalid_cloud_event', `data.${field}`, message);
  }
  return { ok: true, event: { ...data, id: body.id, type: body.type, occurred_at: body.time } };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(code: 'not_an_object' | 'invalid_cloud_event', path: string, message: string): ReadCloudEvent {
  return { ok: false, error: { code, path, message } };
}
