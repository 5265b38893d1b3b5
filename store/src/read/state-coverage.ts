import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { ReadClient } from './connection';
import { selectRows, type ReadOptions } from './select-rows';

/**
 * How many batches state does not cover yet, of those announced so long ago or earlier, by the store's clock.
 * @param milliseconds batches that are younger are left out
 */
export async function batchesBehind(client: ReadClient, milliseconds = 0, options?: ReadOptions): Promise<number> {
  const statement = {
    sql: `SELECT toUInt32(count()) AS behind FROM commits FINAL
WHERE done = 0 AND received_at <= now64(3) - toIntervalMillisecond({age:UInt32})`,
    parameters: { age: Math.floor(milliseconds) },
  };
  const [row] = await selectRows(client, statement, z.object({ behind: z.number() }), options);
  return row?.behind ?? 0;
}

/**
 * Waits until state covers everything that was acknowledged before the call.
 * @returns false where it still does not after the patience is over
 */
export async function waitForState(client: ReadClient, patienceMilliseconds: number): Promise<boolean> {
  const began = performance.now();
  const waited = () => performance.now() - began;
  while ((await batchesBehind(client, waited())) > 0) {
    if (waited() > patienceMilliseconds) return false;
    await sleep(100);
  }
  return true;
}
