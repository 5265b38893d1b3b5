import { setTimeout as sleep } from 'node:timers/promises';
import { INSERT_DEADLINE_MILLISECONDS } from '../state/state-keeper';
import { WriterUnavailableError } from './group-commit';

/** Attempts begin until this much time has passed, so that the last ends before an insert's deadline. */
const RETRY_FOR_MILLISECONDS = INSERT_DEADLINE_MILLISECONDS / 2;

/**
 * Tries again, at longer and longer intervals, what the store failed to do: an engine that restarts is back within
 * seconds.
 * @throws WriterUnavailableError when it still fails after that
 */
export async function withRetries<Result>(attempt: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  for (let pause = 100; ; pause = Math.min(pause * 2, 2000)) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() - began + pause > RETRY_FOR_MILLISECONDS) {
        throw new WriterUnavailableError('The store does not take events now.', 2, { cause: error });
      }
      await sleep(pause);
    }
  }
}
