import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endHubs, makeFolder, saleshub, serve } from '../support/saleshub';

const CALL = { type: 'call.logged', occurred_at: '2026-01-05T10:00:00Z', direction: 'inbound', outcome: 'busy' };

/** Milliseconds, with room for a machine that is busy. */
const SOON = 15_000;

describe('while the engine hangs', () => {
  const folder = makeFolder();
  afterAll(async () => {
    await endHubs();
    await folder.remove();
  });

  it('every request has an answer that says so, and the service goes on afterwards', async () => {
    const hub = await serve(folder.path);
    const key = (await saleshub(['keys', 'create', 'crm'], folder.path)).stdout.trim();
    const { pid } = JSON.parse(readFileSync(join(folder.path, 'data/engine.json'), 'utf8')) as { pid: number };
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const ask = async (path: string, body?: unknown) => {
      const began = performance.now();
      const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
      const response = await fetch(hub.url + path, init);
      const answer = (await response.json()) as { code?: string; reasons?: string[] };
      const retryAfter = Number(response.headers.get('retry-after'));
      return { ...answer, status: response.status, retryAfter, milliseconds: performance.now() - began };
    };

    process.kill(pid, 'SIGSTOP');
    try {
      const [ready, alive, posted, sources] = await Promise.all([
        ask('/readyz'),
        ask('/healthz'),
        ask('/v1/events', [{ id: '1', ...CALL }]),
        ask('/v1/sources'),
      ]);
      expect(ready).toMatchObject({ status: 503, code: 'not_ready', reasons: ['ClickHouse does not answer.'] });
      expect(alive.status).toBe(200);
      for (const answer of [posted, sources]) expect(answer).toMatchObject({ status: 503, code: 'store_unavailable' });
      expect(Math.min(posted.retryAfter, sources.retryAfter)).toBeGreaterThan(0);
      for (const { milliseconds } of [ready, alive, posted, sources]) expect(milliseconds).toBeLessThan(SOON);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    expect(await ask('/v1/events', [{ id: '1', ...CALL }])).toMatchObject({ status: 200, accepted: 1 });
    expect((await ask('/readyz')).status).toBe(200);
  });
});
