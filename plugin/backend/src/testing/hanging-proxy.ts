import { once } from 'node:events';
import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** An HTTP server before a ClickHouse that can hang, as a network does that loses every packet. */
export interface HangingProxy {
  url: string;
  /** The text of every statement that arrived. */
  statements: string[];
  /** How many requests are held whose sender still waits. */
  held: () => number;
  /** From now on requests arrive and are not answered: those that are held never are. */
  hang: () => void;
  /** Answers again what comes from now on. */
  recover: () => void;
  close: () => void;
}

export async function startHangingProxy(target: string): Promise<HangingProxy> {
  const statements: string[] = [];
  const held = new Set<ServerResponse>();
  let hangs = false;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    statements.push(body.toString());
    if (hangs) {
      held.add(response);
      response.on('close', () => held.delete(response));
      return;
    }
    const { method, headers } = request;
    const forwarded = send(`${target}${request.url ?? '/'}`, { method, headers });
    forwarded.end(body);
    const [answered] = (await once(forwarded, 'response')) as [IncomingMessage];
    response.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.pipe(response);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    statements,
    held: () => held.size,
    hang: () => {
      hangs = true;
    },
    recover: () => {
      hangs = false;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
