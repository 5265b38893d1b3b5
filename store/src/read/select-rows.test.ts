import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { openLimiter } from '../limiter';
import { createReadClient } from './connection';
import { selectRows } from './select-rows';

/** A server that goes silent: before its answer, or in the middle of it. */
async function startSilentServer(begins: boolean): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume();
    if (begins) response.writeHead(200, { 'Content-Type': 'application/json' }).write('{\n\t"meta":\n');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

test.each([
  ['before its answer', false],
  ['within its answer', true],
])(
  'a server that goes silent %s is given up, and its place is free again',
  async (_when, begins) => {
    const server = await startSilentServer(begins);
    const { port } = server.address() as AddressInfo;
    const client = createReadClient({ url: `http://127.0.0.1:${port}`, username: '', password: '', database: 'x' });
    try {
      const limiter = openLimiter({ running: 1 });
      const gone = new AbortController();
      const asked = selectRows(client, { sql: 'SELECT 1 AS n', parameters: {} }, z.object({ n: z.number() }), {
        limiter,
        signal: gone.signal,
      });
      setTimeout(() => gone.abort(new Error('gone')), 100);
      const next = limiter.run(() => Promise.resolve('next'));
      await expect(asked).rejects.toThrow('gone');
      expect(await next).toBe('next');
    } finally {
      await client.close();
      server.closeAllConnections();
      server.close();
    }
  },
  5_000,
);
