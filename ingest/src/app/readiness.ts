import { SCHEMA_VERSION, readFreeBytes } from '@saleshub/store/write';
import type { Hub } from './hub';
import type { Readiness } from '../service/ports';

const MIB = 2 ** 20;

/** An engine that hangs gives no answer at all. */
const ANSWER_MILLISECONDS = 2_000;
/** The largest batch and the state that follows from it need about as much. */
const LEAST_FREE_BYTES = 64 * MIB;

/** Whether the service can take events: the store answers, has this program's schema, and room on its disk. */
export function readinessOf(hub: Pick<Hub, 'writer' | 'schemaVersion'>, leastFreeBytes = LEAST_FREE_BYTES): Readiness {
  return {
    check: async () => {
      const signal = AbortSignal.timeout(ANSWER_MILLISECONDS);
      try {
        const version = await hub.schemaVersion(signal);
        if (version !== SCHEMA_VERSION) return notReady(`The store has schema ${version}, not ${SCHEMA_VERSION}.`);
        const freeBytes = await readFreeBytes(hub.writer, signal);
        if (freeBytes !== undefined && freeBytes < leastFreeBytes) {
          return notReady(`The disk of the store is full: ${Math.floor(freeBytes / MIB)} MiB are free.`);
        }
        return { ready: true };
      } catch {
        return notReady('ClickHouse does not answer.');
      }
    },
  };
}

function notReady(reason: string) {
  return { ready: false as const, reasons: [reason] };
}
