import type { RequestHandler } from 'express';
import { Problem } from '../http/problems';
import type { Readiness } from '../ports';

/** GET /healthz: the process lives. Asks nothing else, so that a store's trouble does not restart the service. */
export const answerHealth: RequestHandler = (_request, response) => {
  response.set('Cache-Control', 'no-store').json({ status: 'ok' });
};

/** GET /readyz: whether events can be taken now, or the reasons why not. */
export function answerReadiness(readiness: Readiness): RequestHandler {
  return async (_request, response) => {
    response.set('Cache-Control', 'no-store');
    const result = await readiness.check().catch((cause: unknown) => {
      throw new Problem('not_ready', 'Readiness could not be checked.', { members: { reasons: [] }, cause });
    });
    if (!result.ready) {
      throw new Problem('not_ready', result.reasons.join(' '), { members: { reasons: result.reasons } });
    }
    response.json({ status: 'ready' });
  };
}
