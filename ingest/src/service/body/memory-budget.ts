import { Problem } from '../http/problems';

/** What one request holds of the budget. */
export interface HeldMemory {
  /** Holds so many bytes more, where there is room. */
  tryHold: (bytes: number) => boolean;
  /** @throws Problem `source_busy` or `service_busy` where there is no room */
  hold: (bytes: number) => void;
  release: (bytes: number) => void;
  /** Gives back whatever is still held. */
  end: () => void;
}

export interface MemoryBudget {
  open: (source: string) => HeldMemory;
}

/**
 * Counts the bytes of bodies that all requests hold together. One source may hold half of them, so that others find
 * room beside it.
 */
export function createMemoryBudget(total: number): MemoryBudget {
  let held = 0;
  const heldBySource = new Map<string, number>();

  return {
    open: (source) => {
      let mine = 0;
      const change = (bytes: number): void => {
        mine += bytes;
        held += bytes;
        const own = (heldBySource.get(source) ?? 0) + bytes;
        if (own > 0) heldBySource.set(source, own);
        else heldBySource.delete(source);
      };
      const ownIsFull = (bytes: number) => (heldBySource.get(source) ?? 0) + bytes > total / 2;
      const tryHold = (bytes: number): boolean => {
        if (held + bytes > total || ownIsFull(bytes)) return false;
        change(bytes);
        return true;
      };
      return {
        tryHold,
        hold: (bytes) => {
          if (!tryHold(bytes)) throw refusal(ownIsFull(bytes));
        },
        release: (bytes) => change(-bytes),
        end: () => change(-mine),
      };
    },
  };
}

function refusal(ownIsFull: boolean): Problem {
  const headers = { 'Retry-After': '1' };
  return ownIsFull
    ? new Problem('source_busy', 'Bodies of this source fill its share of memory. Send again in 1 s.', { headers })
    : new Problem('service_busy', 'Bodies of other requests fill the memory. Send again in 1 s.', { headers });
}
