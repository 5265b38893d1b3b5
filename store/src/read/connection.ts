import {
  ClickHouseLogLevel,
  createClient,
  type ClickHouseClient,
  type ClickHouseClientConfigOptions,
} from '@clickhouse/client';
import { Agent } from 'node:https';

/** Where the store is and as whom to speak to it. */
export interface Connection {
  url: string;
  username: string;
  password: string;
  database: string;
  /** The authority that signed the server's certificate, PEM; the system's authorities where left out. */
  caCertificate?: string;
  /** What a server is shown that asks who connects, PEM. */
  clientCertificate?: ClientCertificate;
  /** Takes every certificate of the server, also that of an impostor. */
  acceptAnyCertificate?: boolean;
  /** Sent with every request. */
  headers?: Readonly<Record<string, string>>;
}

/** A certificate with its private key, both PEM. */
export interface ClientCertificate {
  certificate: string;
  key: string;
}

/** A client for `readRows`. Whether its user could write as well is the server's to know. */
export type ReadClient = Pick<ClickHouseClient, 'exec' | 'close'>;

/** More than the statements that are sent at a time: what is small must not wait behind those to which nothing answers. */
const READ_CONNECTIONS = 32;

/**
 * A client for reading; close it when done.
 * @param silentSeconds after which a server that sends nothing is given up
 */
export function createReadClient(connection: Connection, silentSeconds = 60): ReadClient {
  return createClient({
    ...clientOptions(connection),
    application: 'saleshub',
    request_timeout: silentSeconds * 1000,
    max_open_connections: READ_CONNECTIONS,
  });
}

/** What every client of ours has in common. */
export function clientOptions(connection: Connection): ClickHouseClientConfigOptions {
  const { url, username, password, database, caCertificate, headers = {} } = connection;
  const agent = ownAgent(connection);
  return {
    ...{ url, username, password, database },
    http_headers: { ...headers },
    ...(caCertificate !== undefined && { tls: { ca_cert: Buffer.from(caCertificate) } }),
    ...(agent && { http_agent: agent }),
    // Errors reach the caller, who knows what they mean; the client would print them, SQL and all, to the console.
    log: { level: ClickHouseLogLevel.OFF },
    max_open_connections: 8,
    // Below the 10 seconds after which servers close an idle connection.
    keep_alive: { enabled: !agent, idle_socket_ttl: 2500 },
  };
}

/**
 * What the client has no options for is an agent's to do. With the client's own a certificate would log the user in; here it
 * only opens the connection. Such an agent does not know when the server closes an idle connection, so it keeps none.
 */
function ownAgent({ url, caCertificate, clientCertificate, acceptAnyCertificate }: Connection): Agent | undefined {
  if (!url.startsWith('https:') || (!clientCertificate && !acceptAnyCertificate)) return undefined;
  return new Agent({
    keepAlive: false,
    maxSockets: READ_CONNECTIONS,
    rejectUnauthorized: !acceptAnyCertificate,
    ...(caCertificate !== undefined && { ca: caCertificate }),
    ...(clientCertificate && { cert: clientCertificate.certificate, key: clientCertificate.key }),
  });
}
