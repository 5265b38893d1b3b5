import type { RawEvent } from '../event';
import { dealEvents } from './deals';
import { diceOf } from './dice';
import { recordEvents } from './records';
import { singleEvents } from './single-events';
import { targetEvents } from './targets';

/** What happened to a company in a leap year; the seed decides it. */
export function historyOf(year: number, seed: number): RawEvent[] {
  const dice = diceOf(seed);
  return [
    ...dealEvents(year, 200, dice),
    ...singleEvents(year, 700, dice),
    ...recordEvents(year, 120, dice),
    ...targetEvents(year, dice),
  ];
}
