import { createClient, type ClickHouseClient } from '@clickhouse/client';
import { clientOptions, type Connection } from '../read/connection';

/** A client for writing; close it when done. */
export function createWriteClient(connection: Connection): ClickHouseClient {
  // State is recomputed in one statement, which may take a while for a large import.
  return createClient({ ...clientOptions(connection), application: 'saleshub-ingest', request_timeout: 300_000 });
}
