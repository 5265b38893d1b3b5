import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { answerClientError } from './http/answer-client-error';
import type { EventWriter } from './ports';
import { serveInTurn, type TurnLimits } from './serve-in-turn';

const DEFAULT_TURN_LIMITS: TurnLimits = { waitingRequests: 100, takeMilliseconds: 30_000 };

export interface ListenOptions {
  /** 0: any free port. */
  port: number;
  host: string;
  /** Closed last, when no request can hand it events any more. */
  writer: Pick<EventWriter, 'close'>;
  /** Aborted when a stop begins, so that streams, which may go on for ever, end with an answer. */
  stopping?: AbortController;
  /** How long requests in flight may take to finish once the service is stopped. */
  stopMilliseconds?: number;
  connections?: Partial<TurnLimits>;
}

export interface RunningService {
  /** The port that it listens on. */
  port: number;
  /**
   * Stops: takes no more connections, lets requests in flight finish for a bounded time, then closes the writer.
   * Resolves when all is stored; a second call waits for the first.
   */
  close(): Promise<void>;
}

/**
 * Serves the application.
 * @returns once it listens; rejects when the port cannot be had
 */
export async function startService(app: Express, options: ListenOptions): Promise<RunningService> {
  const { port, host, writer, stopping = new AbortController(), stopMilliseconds = 10_000 } = options;
  const server = createServer({
    headersTimeout: 20_000,
    // Longer than the minute after which balancers usually let go: the server never hangs up under a request.
    keepAliveTimeout: 65_000,
    // Bodies are timed where they are read: a stream may take as long as it is not silent.
    requestTimeout: 0,
    connectionsCheckingInterval: 5_000,
    // Refused by the application, which says why.
    requireHostHeader: false,
  });

  const inFlight = new Set<ServerResponse>();
  server.on('request', (_request, response: ServerResponse) => {
    inFlight.add(response);
    response.once('close', () => inFlight.delete(response));
    if (stopping.signal.aborted) endConnectionAfter(response);
  });
  server.on('request', serveInTurn(app, { ...DEFAULT_TURN_LIMITS, ...options.connections }));

  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const hasBegun = [...inFlight].some((response) => response.socket === socket && response.headersSent);
    if (hasBegun) socket.destroy();
    else answerClientError(error, socket);
  });
  // An expectation that is not known may be passed over.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));

  async function stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    inFlight.forEach(endConnectionAfter);
    stopping.abort();
    const timer = setTimeout(() => server.closeAllConnections(), stopMilliseconds);
    await closed;
    clearTimeout(timer);
    await writer.close();
  }

  server.listen(port, host);
  await once(server, 'listening');
  let stopped: Promise<void> | undefined;
  return { port: (server.address() as AddressInfo).port, close: () => (stopped ??= stop()) };
}

function endConnectionAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
