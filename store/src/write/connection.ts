import { createClient, type ClickHouseClient } from '@clickhouse/client';
import { clientOptions, type Connection } from '../read/connection';

/** A client for writing; close it when done. */
export function createWriteClient(connection: Connection): ClickHouseClient {
  return createClient({
    ...clientOptions(connection),
    application: 'saleshub-ingest',
    // State is recomputed in one statement, which may take a while for a large import.
    request_timeout: 300_000,
    // `events` has a partition a month. Events may lie in any month since 2000, so a batch may span all of them;
    // ClickHouse refuses more than 100 unless it is set otherwise.
    clickhouse_settings: { max_partitions_per_insert_block: '0' },
  });
}
