import {
  ClickHouseLogLevel,
  createClient,
  type ClickHouseClient,
  type ClickHouseClientConfigOptions,
} from '@clickhouse/client';

/** Where the store is and as whom to speak to it. */
export interface Connection {
  url: string;
  username: string;
  password: string;
  database: string;
  /** The authority that signed the server's certificate, PEM; the system's authorities where left out. */
  caCertificate?: string;
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
export function clientOptions({ caCertificate, ...connection }: Connection): ClickHouseClientConfigOptions {
  return {
    ...connection,
    ...(caCertificate !== undefined && { tls: { ca_cert: Buffer.from(caCertificate) } }),
    // Errors reach the caller, who knows what they mean; the client would print them, SQL and all, to the console.
    log: { level: ClickHouseLogLevel.OFF },
    max_open_connections: 8,
    // Below the 10 seconds after which servers close an idle connection.
    keep_alive: { enabled: true, idle_socket_ttl: 2500 },
  };
}
