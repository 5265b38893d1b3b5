import type { RequestHandler } from 'express';
import { z } from 'zod';
import { askedSource, requireKey } from '../http/require-right';
import type { KeyStore, SourceCatalogue } from '../ports';

const time = z.string().nullable().describe('RFC 3339, UTC');

export const sourcesAnswer = z.object({
  sources: z.array(
    z.object({
      source: z.string(),
      primary: z.boolean(),
      events: z.int().describe('events that count'),
      rejected: z.int().describe('refused events that are kept'),
      last_event_at: time.describe('the latest time that an event tells of'),
      last_received_at: time.describe('when the last event came'),
    }),
  ),
});

/** GET /v1/sources: what has come from each source; with `admin` from all, with any other right from the key's own. */
export function getSources({ sources, keys }: { sources: SourceCatalogue; keys: KeyStore }): RequestHandler {
  return async (request, response) => {
    const key = await requireKey(keys, request.headers);
    const own = askedSource(key, undefined);
    const all = await sources.list();
    response.set('Cache-Control', 'no-store').json({
      sources: all
        .filter(({ source }) => own === undefined || source === own)
        .map(({ source, primary, events, rejected, lastOccurredAt, lastReceivedAt }) => ({
          source,
          primary,
          events,
          rejected,
          last_event_at: toText(lastOccurredAt),
          last_received_at: toText(lastReceivedAt),
        })),
    });
  };
}

function toText(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
