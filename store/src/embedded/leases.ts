import type { ServerResponse } from 'node:http';

/** Path of the long-lived request by which a process holds the engine. */
export const LEASE_PATH = '/saleshub/lease';
/** The last line of a lease: the engine ends on purpose, and is not to be started again. */
export const STOPPING = 'stopping';

/** Time for the first holder after a start: it has yet to connect. */
const FIRST_LEASE_MILLISECONDS = 10_000;

export interface Leases {
  readonly count: number;
  add(response: ServerResponse): void;
  /** Notifies every holder that the engine ends, and releases them. */
  end(): void;
}

/**
 * Counts the processes that hold the engine. A lease is an answer that never ends: however its holder goes, the
 * connection goes with it.
 *
 * @param graceMilliseconds how long after the last holder `onUnheld` is called, so that commands in a row share one engine
 */
export function openLeases(graceMilliseconds: number, onUnheld: () => void): Leases {
  const held = new Set<ServerResponse>();
  let timer = setTimeout(onUnheld, Math.max(graceMilliseconds, FIRST_LEASE_MILLISECONDS));
  return {
    get count() {
      return held.size;
    },
    add(response) {
      clearTimeout(timer);
      held.add(response);
      response.on('close', () => {
        held.delete(response);
        clearTimeout(timer);
        if (held.size === 0) timer = setTimeout(onUnheld, graceMilliseconds);
      });
      response.writeHead(200, { 'Content-Type': 'text/plain; charset=UTF-8', Connection: 'close' }).write('held\n');
    },
    end() {
      held.forEach((response) => response.end(`${STOPPING}\n`));
    },
  };
}
