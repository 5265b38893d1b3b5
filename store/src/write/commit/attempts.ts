import { setTimeout as sleep } from 'node:timers/promises';
import { abortWithin } from '../../abort-within';
import type { Deadline } from './deadline';
import { failureKind, isDiskFull } from './store-failure';
import { WriterUnavailableError } from './write-errors';

/** An attempt that has no answer by then is given up and made again, while there is time. */
const ATTEMPT_MILLISECONDS = 15_000;

/** What bounds one statement, as the client takes it. */
export interface AttemptBounds {
  abort_signal: AbortSignal;
  clickhouse_settings: { max_execution_time: number };
}

/**
 * Tries until the deadline, at longer and longer intervals, what the store fails to do for a passing reason: an engine
 * that restarts is back within seconds.
 * @throws WriterUnavailableError at the deadline, with the last failure as its cause where there was one, and at once where the
 * store's disk is full; at once what the store refuses for good
 */
export async function attemptUntil<Result>(
  deadline: Deadline,
  attempt: (bounds: AttemptBounds) => Promise<Result>,
): Promise<Result> {
  let cause: unknown;
  for (let pause = 100; deadline.remaining() > 0; pause = Math.min(pause * 2, 2000)) {
    try {
      return await attempt(boundsWithin(deadline));
    } catch (error) {
      if (failureKind(error) !== 'transient') throw error;
      if (isDiskFull(error)) throw new WriterUnavailableError('The disk of the store is full.', 10, { cause: error });
      cause = error;
    }
    // Called off: the loop ends.
    await sleep(pause, undefined, { signal: deadline.signal }).catch(() => undefined);
  }
  throw new WriterUnavailableError('The store does not take events now.', 2, { cause });
}

function boundsWithin(deadline: Deadline): AttemptBounds {
  const milliseconds = Math.min(deadline.remaining(), ATTEMPT_MILLISECONDS);
  return {
    abort_signal: abortWithin(milliseconds, deadline.signal),
    clickhouse_settings: { max_execution_time: Math.ceil(milliseconds / 1000) },
  };
}
