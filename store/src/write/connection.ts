import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';
import type { Connection } from '../read/connection';

/** A client for writing; close it when done. */
export function createWriteClient(connection: Connection): ClickHouseClient {
  return createClient({
    ...connection,
    application: 'saleshub-ingest',
    // Errors reach the caller, who knows what they mean; the client would print them, SQL and all, to the console.
    log: { level: ClickHouseLogLevel.OFF },
    // State is recomputed in one statement, which may take a while for a large import.
    request_timeout: 300_000,
    max_open_connections: 8,
    keep_alive: { enabled: true, idle_socket_ttl: 2500 },
  });
}
