import { z } from 'zod';
import type { ReadClient } from './connection';
import { selectRows, type ReadOptions } from './select-rows';

/** What a hub's database holds. */
export interface StoredEvents {
  /** Also those that were sent again and not merged yet. */
  events: number;
  sources: number;
  /** When the latest one was received, milliseconds since 1970; null where there is none. */
  latest: number | null;
}

/** Counts the stored events. */
export async function storedEvents(client: ReadClient, options?: ReadOptions): Promise<StoredEvents> {
  const statement = {
    sql: `SELECT toFloat64(count()) AS events, toUInt32(uniqExact(source)) AS sources,
  toFloat64(toUnixTimestamp64Milli(max(received_at))) AS latest
FROM events`,
    parameters: {},
  };
  const schema = z.object({ events: z.number(), sources: z.number(), latest: z.number() });
  const [row] = await selectRows(client, statement, schema, options);
  if (!row || row.events === 0) return { events: 0, sources: 0, latest: null };
  return row;
}
