import type { RawEvent } from '../event';
import { dealEvents } from './deals';
import { diceOf } from './dice';

/** What happened to a company in a leap year; the seed decides it. */
export function historyOf(year: number, seed: number): RawEvent[] {
  const dice = diceOf(seed);
  return dealEvents(year, 200, dice);
}
