import { once } from 'node:events';
import { createServer } from 'node:net';

/** Something that whoever started the program can put right. */
export class StartError extends Error {
  override readonly name = 'StartError';

  constructor(
    readonly code: 'port_in_use' | 'invalid_port',
    message: string,
  ) {
    super(message);
  }
}

/** A port and the environment variable that chooses another one. */
export interface ChosenPort {
  port: number;
  variable: string;
}

/**
 * Reads a port from the environment; an empty variable counts as absent.
 * @throws StartError `invalid_port`
 */
export function readPort(variable: string, preset: number, environment: Readonly<NodeJS.ProcessEnv>): ChosenPort {
  const text = environment[variable] || String(preset);
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return { port, variable };
  throw new StartError('invalid_port', `${variable} must be a port from 0 to 65535 (0: any free one), not "${text}".`);
}

/**
 * Looks before the long work begins.
 * @throws StartError `port_in_use` naming the variable to set
 */
export async function requireFree({ port, variable }: ChosenPort, host: string): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new StartError(
      'port_in_use',
      `Port ${port} is in use, perhaps by a Saleshub that runs already. Choose another: ${variable}=${port + 1} npm start`,
    );
  } finally {
    server.close();
  }
}
