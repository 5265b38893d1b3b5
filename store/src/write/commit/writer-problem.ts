import { describeError, type DescribedError } from './store-failure';

/**
 * What goes wrong behind the writer's answers, for a log.
 * - state_not_derived: state does not cover what was stored last; it is tried again.
 * - state_not_tidied: the tables of state were not merged; reading them is slower, and it is tried again.
 * - event_refused: the store refuses an event; its sender gets the refusal.
 */
export interface WriterProblem extends DescribedError {
  problem: 'state_not_derived' | 'state_not_tidied' | 'event_refused';
  /** The event that was refused. */
  event?: { source: string; id: string };
}

export type ReportProblem = (problem: WriterProblem) => void;

export function problemOf(
  problem: WriterProblem['problem'],
  error: unknown,
  event?: WriterProblem['event'],
): WriterProblem {
  return { problem, ...describeError(error), ...(event && { event }) };
}
