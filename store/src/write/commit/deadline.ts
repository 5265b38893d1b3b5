import { abortWithin } from '../../abort-within';

/**
 * How long a batch may take from its reception until it is stored or refused: waiting for its turn, looking up known
 * ids, announcing it and every attempt to insert it.
 */
export const STORE_WITHIN_MILLISECONDS = 30_000;

/**
 * A batch that was announced this long ago, by the store's clock, is stored by now or never will be. Twice the
 * deadline, so that a statement which the store began at the last moment has ended as well.
 */
export const SETTLED_AFTER_SECONDS = (2 * STORE_WITHIN_MILLISECONDS) / 1000;

/** By when something must be done. */
export interface Deadline {
  /** Milliseconds that are left; 0 once the deadline has passed or was called off. */
  remaining: () => number;
  /** Aborted at the deadline, or when it is called off. */
  signal: AbortSignal;
}

/**
 * @param at on the clock of `performance.now()`
 * @param calledOff ends the time that is left
 */
export function deadlineAt(at: number, calledOff?: AbortSignal): Deadline {
  const milliseconds = Math.max(0, at - performance.now());
  const signal = calledOff ? abortWithin(milliseconds, calledOff) : AbortSignal.timeout(Math.ceil(milliseconds));
  return { remaining: () => (signal.aborted ? 0 : Math.max(0, at - performance.now())), signal };
}

/** The deadline of what is received now. */
export function deadlineFromNow(): Deadline {
  return deadlineAt(performance.now() + STORE_WITHIN_MILLISECONDS);
}
