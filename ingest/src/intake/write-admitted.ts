import type { EventOrigin, EventWriter, StoreWriter, WriteVerdict } from '@saleshub/store/write';
import type { AdmittedEvent } from './intake';

/** Stores what was admitted, each event under the digest of what was sent. Gives and throws what the writer does. */
export function writeAdmitted(
  writer: EventWriter,
  origin: EventOrigin,
  admitted: readonly AdmittedEvent[],
  bytes?: number,
): Promise<WriteVerdict[]> {
  return writer.write(
    origin,
    admitted.map(({ event }) => event),
    { digests: admitted.map(({ digest }) => digest), ...(bytes !== undefined && { bytes }) },
  );
}

/** The verdict that the store would give on each event now, by what it has already; stores none of them. */
export function checkAdmitted(
  writer: StoreWriter,
  origin: EventOrigin,
  admitted: readonly AdmittedEvent[],
): Promise<WriteVerdict[]> {
  return writer.check(
    origin,
    admitted.map(({ event }) => event),
    { digests: admitted.map(({ digest }) => digest) },
  );
}
