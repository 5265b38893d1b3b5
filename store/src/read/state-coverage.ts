import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { ReadClient } from './connection';
import { selectRows, type ReadOptions } from './select-rows';

/** How many acknowledged batches state does not cover yet, of those received until the given time (milliseconds). */
export async function batchesBehind(client: ReadClient, receivedUntil: number, options?: ReadOptions): Promise<number> {
  const statement = {
    sql: `SELECT toUInt32(count()) AS behind FROM commits FINAL
WHERE done = 0 AND received_at <= fromUnixTimestamp64Milli({until:Int64}, 'UTC')`,
    parameters: { until: receivedUntil },
  };
  const [row] = await selectRows(client, statement, z.object({ behind: z.number() }), options);
  return row?.behind ?? 0;
}

/**
 * Waits until state covers everything that was acknowledged before the given time.
 * @returns false where it still does not after the patience is over
 */
export async function waitForState(
  client: ReadClient,
  receivedUntil: number,
  patienceMilliseconds: number,
): Promise<boolean> {
  const deadline = performance.now() + patienceMilliseconds;
  while ((await batchesBehind(client, receivedUntil)) > 0) {
    if (performance.now() > deadline) return false;
    await sleep(100);
  }
  return true;
}
