import { DEFAULT_READ_LIMITS, batchesBehind, type ReadClient } from '@saleshub/store/read';

/** State follows an event within this time; what takes longer is worth a notice. */
const EXPECTED_DELAY_MILLISECONDS = 5000;
/** Numbers are not held up for longer than this by the question how fresh they are. */
const PATIENCE_MILLISECONDS = 500;

/** How many batches of events wait for longer than they should to be counted; undefined where that is not known in time. */
export async function readBatchesBehind(client: ReadClient): Promise<number | undefined> {
  try {
    return await batchesBehind(client, EXPECTED_DELAY_MILLISECONDS, {
      limits: { ...DEFAULT_READ_LIMITS, seconds: 1 },
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
  } catch {
    return undefined;
  }
}
