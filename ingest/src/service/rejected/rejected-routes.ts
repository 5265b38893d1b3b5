import type { RequestHandler } from 'express';
import type { Intake } from '../../intake/intake';
import { rejectedJson } from '../../rejected/rejected-json';
import { replayRejected } from '../../rejected/replay-rejected';
import { readBodyFormat } from '../body/body-format';
import type { MemoryBudget } from '../body/memory-budget';
import { readBody } from '../body/read-body';
import { readJson, valueOf } from '../body/read-json';
import { askedSource, requireKey } from '../http/require-right';
import { parseRequest } from '../http/parse-request';
import { Problem } from '../http/problems';
import type { ServiceLimits } from '../limits';
import type { EventWriter, KeyStore, RejectedFilter, RejectedStore } from '../ports';
import { rejectedQuery, replayRequest } from './rejected-schemas';

export interface RejectedOptions {
  rejected: RejectedStore;
  writer: EventWriter;
  keys: KeyStore;
  intake: Intake;
  budget: MemoryBudget;
  limits: ServiceLimits;
  clock: () => number;
}

/** GET /v1/rejected: refused events, the newest first; with `admin` of all sources, with `read_rejected` of its own. */
export function getRejected({ rejected, keys }: Pick<RejectedOptions, 'rejected' | 'keys'>): RequestHandler {
  return async (request, response) => {
    const key = await requireKey(keys, request.headers);
    const { limit, cursor, replayed, ...asked } = parseRequest(rejectedQuery, request.query, 'query');
    const source = askedSource(key, asked.source, 'read_rejected');
    const filter = stated({ ...asked, source, replayed: replayed && replayed === 'true' });
    const page = await rejected.select(filter, { limit, ...(cursor !== undefined && { before: cursor }) });
    response.set('Cache-Control', 'no-store').json({ rejected: page.events.map(rejectedJson), next: page.next });
  };
}

/**
 * POST /v1/rejected/replay: checks refused events again and stores those that pass now; with `admin` of all sources,
 * with `read_rejected` and `write` of its own.
 */
export function postReplay(options: RejectedOptions): RequestHandler {
  const { keys, budget, limits } = options;
  return async (request, response) => {
    const key = await requireKey(keys, request.headers);
    const own = askedSource(key, undefined, 'read_rejected', 'write');
    const { format, encoding } = readBodyFormat(request.headers);
    if (format !== 'json') throw new Problem('unsupported_media_type', 'Content-Type may be application/json.');
    const memory = budget.open(key.source);
    try {
      const body = readBody(request, encoding, {
        patienceFor: 'body',
        milliseconds: limits.bodyMilliseconds,
        inflatedBytes: limits.inflatedBytes,
      });
      const document = await readJson(body, { maximumBytes: limits.itemBytes, limits, split: false, memory });
      const asked = parseRequest(replayRequest, valueOf(document), 'body');
      const filter = 'ids' in asked ? { ids: asked.ids } : asked.filter;
      const source = own === undefined || !('source' in filter) ? own : askedSource(key, filter.source);
      const after = 'after' in asked ? asked.after : undefined;
      response.json(
        await replayRejected(options, stated({ ...filter, ...(source !== undefined && { source }) }), after),
      );
    } finally {
      memory.end();
    }
  };
}

/** Without what is not stated. */
function stated(filter: { [Name in keyof RejectedFilter]: RejectedFilter[Name] | undefined }): RejectedFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
