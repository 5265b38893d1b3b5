import { setImmediate } from 'node:timers/promises';

/** Milliseconds that a request may compute before others get their turn. */
const TURN = 5;

/** Long work of a request, in turns with what else the process has to do. */
export interface Turns {
  /** Whether it has computed for long enough. */
  isOver: () => boolean;
  /** Lets others go on; then the next turn begins. */
  next: () => Promise<void>;
}

export function takeTurns(): Turns {
  let began = performance.now();
  return {
    isOver: () => performance.now() - began > TURN,
    next: async () => {
      await setImmediate();
      began = performance.now();
    },
  };
}
