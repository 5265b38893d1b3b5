import { readRows, type ReadClient } from '@saleshub/store/read';
import { z } from 'zod';

/** Bytes on disk for an event. */
export interface Storage {
  /** The events themselves, and where their ids stand. */
  events: number;
  /** What is derived from them. */
  state: number;
}

const GIVEN = ['events', 'event_ids'];
const partRow = z.object({ table: z.string(), bytes: z.coerce.number() });

export async function storagePerEvent(client: ReadClient, events: number): Promise<Storage> {
  const rows = await readRows(client, partRow, {
    query: `SELECT table, sum(bytes_on_disk) AS bytes FROM system.parts
WHERE active AND database = currentDatabase() GROUP BY table`,
  });
  const sum = (given: boolean) =>
    rows.filter(({ table }) => GIVEN.includes(table) === given).reduce((total, { bytes }) => total + bytes, 0);
  return { events: sum(true) / events, state: sum(false) / events };
}
