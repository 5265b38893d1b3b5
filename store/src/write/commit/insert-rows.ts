import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import { INSERT_DEADLINE_MILLISECONDS } from '../state/state-keeper';
import { withRetries } from './retries';

const ATTEMPT_MILLISECONDS = INSERT_DEADLINE_MILLISECONDS / 4;

/**
 * Inserts rows in RowBinary, and the same rows again where the answer was lost. The batch has a token of its own, by
 * which the table passes over what it has of it already, partition by partition.
 * @param into the table with its columns, in the order of the rows
 * @throws WriterUnavailableError
 */
export async function insertRows(client: ClickHouseClient, into: string, rows: Buffer): Promise<void> {
  const token = randomUUID();
  await withRetries(async () => {
    const { stream } = await client.exec({
      query: `INSERT INTO ${into} FORMAT RowBinary`,
      values: Readable.from([rows], { objectMode: false }),
      clickhouse_settings: {
        max_execution_time: ATTEMPT_MILLISECONDS / 1000,
        insert_deduplication_token: token,
      },
      abort_signal: AbortSignal.timeout(ATTEMPT_MILLISECONDS),
    });
    // Read to the end, so that the connection is free again.
    stream.resume();
    await finished(stream);
  });
}
