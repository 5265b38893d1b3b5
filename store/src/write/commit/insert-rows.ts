import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import { attemptUntil } from './attempts';
import type { Deadline } from './deadline';

/**
 * Inserts rows in RowBinary, and the same rows again where the answer was lost. The batch has a token of its own, by
 * which the table passes over what it has of it already, partition by partition.
 * @param into the table with its columns, in the order of the rows
 * @throws WriterUnavailableError; at once what the store refuses for good
 */
export async function insertRows(
  client: ClickHouseClient,
  into: string,
  rows: Buffer,
  deadline: Deadline,
): Promise<void> {
  const token = randomUUID();
  await attemptUntil(deadline, async ({ abort_signal, clickhouse_settings }) => {
    const { stream } = await client.exec({
      query: `INSERT INTO ${into} FORMAT RowBinary`,
      values: Readable.from([rows], { objectMode: false }),
      clickhouse_settings: { ...clickhouse_settings, insert_deduplication_token: token },
      abort_signal,
    });
    // Read to the end, so that the connection is free again.
    stream.resume();
    await finished(stream);
  });
}
