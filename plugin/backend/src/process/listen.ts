import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerCredentials, type Server } from '@grpc/grpc-js';
import { grpcTarget, type Handshake } from '@saleshub/plugin-protocol';

/** Where go-plugin wants the socket, if it says so. */
const SOCKET_FOLDER = 'PLUGIN_UNIX_SOCKET_DIR';

/**
 * Listens on a socket of its own, or on a free port of this machine where no socket can be made.
 * @returns where the host finds it; the socket goes when the server stops
 */
export async function listen(server: Server, environment: NodeJS.ProcessEnv): Promise<Handshake> {
  const path = join(environment[SOCKET_FOLDER] ?? tmpdir(), `plugin${randomBytes(8).toString('hex')}`);
  const socket: Handshake = { network: 'unix', address: path };
  try {
    await bind(server, grpcTarget(socket));
    return socket;
  } catch {
    const port = await bind(server, '127.0.0.1:0');
    return { network: 'tcp', address: `127.0.0.1:${port}` };
  }
}

function bind(server: Server, target: string): Promise<number> {
  return new Promise((resolve, reject) => {
    // The host knows the socket's owner; go-plugin's own TLS is not asked for by Grafana.
    server.bindAsync(target, ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve(port);
    });
  });
}
