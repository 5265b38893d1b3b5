import { randomInt } from 'node:crypto';
import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import { readRows } from '../../read/read-rows';
import { attemptUntil } from './attempts';
import { SETTLED_AFTER_SECONDS, type Deadline } from './deadline';

/** The bits below the milliseconds distinguish the commits of one millisecond, across processes. */
const SUFFIX_BITS = 22;

/** A new commit's number: they grow with the clock. */
export function nextCommit(now: number): bigint {
  return (BigInt(now) << BigInt(SUFFIX_BITS)) | BigInt(randomInt(2 ** SUFFIX_BITS));
}

/**
 * Says that a batch is about to be written: until it is marked done, somebody must bring state up to it. The time is
 * the store's, since other processes, whose clocks may differ, decide by it when the batch is settled.
 * @throws WriterUnavailableError
 */
export async function announceCommit(client: ClickHouseClient, commit: bigint, deadline: Deadline): Promise<void> {
  await attemptUntil(deadline, (bounds) =>
    client.command({
      query: `INSERT INTO commits (commit, received_at, done) SELECT {commit:UInt64}, now64(3), 0`,
      query_params: { commit },
      ...bounds,
    }),
  );
}

/** Says that state has caught up with the commits. */
export async function markDone(client: ClickHouseClient, commits: readonly bigint[]): Promise<void> {
  await client.command({
    query: `INSERT INTO commits (commit, received_at, done)
SELECT commit, received_at, 1 FROM commits FINAL WHERE commit IN {commits:Array(UInt64)} AND done = 0`,
    query_params: { commits },
  });
}

const pendingRow = z.object({ commit: z.string(), settled: z.number() });

/** A batch that state has not caught up with. */
export interface PendingCommit {
  commit: bigint;
  /** Whether it was announced so long ago that it is stored for good or never will be. */
  isSettled: boolean;
}

/** The batches that state has not caught up with, the oldest first; at most 10,000. */
export async function pendingCommits(client: ClickHouseClient): Promise<PendingCommit[]> {
  const rows = await readRows(client, pendingRow, {
    query: `SELECT toString(commit) AS commit, received_at < now64(3) - toIntervalSecond({seconds:UInt32}) AS settled
FROM commits FINAL WHERE done = 0 ORDER BY commits.commit LIMIT 10000`,
    query_params: { seconds: SETTLED_AFTER_SECONDS },
  });
  return rows.map((row) => ({ commit: BigInt(row.commit), isSettled: row.settled === 1 }));
}
