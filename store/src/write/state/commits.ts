import { randomInt } from 'node:crypto';
import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';

/** The bits below the milliseconds tell the commits of one millisecond apart, across processes. */
const SUFFIX_BITS = 22;

/** A new commit's number: they grow with the clock. */
export function nextCommit(now: number): bigint {
  return (BigInt(now) << BigInt(SUFFIX_BITS)) | BigInt(randomInt(2 ** SUFFIX_BITS));
}

/** Says that a batch is about to be written: until it is marked done, somebody must bring state up to it. */
export async function announceCommit(client: ClickHouseClient, commit: bigint, receivedAt: number): Promise<void> {
  await client.command({
    query: `INSERT INTO commits (commit, received_at, done)
SELECT {commit:UInt64}, fromUnixTimestamp64Milli({received_at:Int64}, 'UTC'), 0`,
    query_params: { commit, received_at: receivedAt },
  });
}

/** Says that state has caught up with the commits. */
export async function markDone(client: ClickHouseClient, commits: readonly bigint[]): Promise<void> {
  await client.command({
    query: `INSERT INTO commits (commit, received_at, done)
SELECT commit, received_at, 1 FROM commits FINAL WHERE commit IN {commits:Array(UInt64)} AND done = 0`,
    query_params: { commits },
  });
}

const pendingRow = z.object({ commit: z.string(), received_at: z.string() });

/** A batch that state has not caught up with. */
export interface PendingCommit {
  commit: bigint;
  /** Milliseconds since 1970. */
  receivedAt: number;
}

export async function pendingCommits(client: ClickHouseClient): Promise<PendingCommit[]> {
  const result = await client.query({
    query: `SELECT toString(commit) AS commit, toString(toUnixTimestamp64Milli(received_at)) AS received_at
FROM commits FINAL WHERE done = 0 ORDER BY commit LIMIT 10000`,
    format: 'JSONEachRow',
  });
  const rows = z.array(pendingRow).parse(await result.json());
  return rows.map((row) => ({ commit: BigInt(row.commit), receivedAt: Number(row.received_at) }));
}
