import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';

/** Where the store is and as whom to speak to it. */
export interface Connection {
  url: string;
  username: string;
  password: string;
  database: string;
}

/** A client for reading; close it when done. */
export function createReadClient(connection: Connection): ClickHouseClient {
  return createClient({
    ...connection,
    application: 'saleshub',
    // Errors reach the caller, who knows what they mean; the client would print them, SQL and all, to the console.
    log: { level: ClickHouseLogLevel.OFF },
    request_timeout: 60_000,
    max_open_connections: 8,
    // Below the 10 seconds after which servers close an idle connection.
    keep_alive: { enabled: true, idle_socket_ttl: 2500 },
  });
}
