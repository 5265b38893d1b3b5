import type { KeptRejectedEvent } from '@saleshub/store/write';

/** A refused event as API and command line show it. */
export function rejectedJson(event: KeptRejectedEvent): Record<string, unknown> {
  const { id, receivedAt, source, type, eventId, code, path, message, format, body, altered, replayedAt } = event;
  return {
    id,
    received_at: new Date(receivedAt).toISOString(),
    source,
    type,
    event_id: eventId,
    code,
    path,
    message,
    format,
    body: format === 'text' ? body : (JSON.parse(body) as unknown),
    altered,
    replayed_at: replayedAt === null ? null : new Date(replayedAt).toISOString(),
  };
}
