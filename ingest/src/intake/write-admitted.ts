import type { EventOrigin, EventWriter, WriteVerdict } from '@saleshub/store/write';
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
