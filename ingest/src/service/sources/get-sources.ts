import type { RequestHandler } from 'express';
import { askedSource, requireKey } from '../http/require-right';
import type { KeyStore, SourceCatalogue } from '../ports';

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
