/** A number of places that work waits for in order. */
export interface Slots {
  /** Runs the work in its turn, or rejects with the signal's reason if that came before. */
  hold<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

export function openSlots(count: number): Slots {
  let free = count;
  const waiting: Array<() => void> = [];
  return {
    async hold(signal, work) {
      signal.throwIfAborted();
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        signal.throwIfAborted();
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}
