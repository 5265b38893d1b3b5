import type { KnownBy } from '@saleshub/store/write';
import { readRows, type ReadClient } from '@saleshub/store/read';
import { z } from 'zod';

/** When events are taken to have become known, and what to say of it. */
export interface Assumption {
  by: KnownBy;
  notice?: string;
}

const LATE_DAYS = 30;
/** From this share of late events on the past cannot be tried by when they were received. */
const MOSTLY = 0.5;

const row = z.object({ events: z.coerce.number(), late: z.coerce.number() });

/**
 * Of a hub that received its events as they happened, when it received them. Imported history was not known then: where most
 * events came over a month late, they are taken as known when they occurred, which is said.
 */
export async function assumptionOf(reader: ReadClient, chosen: KnownBy | undefined): Promise<Assumption> {
  const [found] = await readRows(reader, row, {
    query: `SELECT count() AS events, countIf(received_at > occurred_at + INTERVAL ${LATE_DAYS} DAY) AS late FROM events`,
  });
  const { events, late } = found ?? { events: 0, late: 0 };
  const share = events === 0 ? 0 : late / events;
  const by = chosen ?? (share > MOSTLY ? 'occurred' : 'received');
  if (late === 0) return { by };
  const percent = `${Math.round(100 * share)} % of the events reached the hub more than ${LATE_DAYS} days after they occurred`;
  const notice =
    by === 'occurred'
      ? `${percent}: each is taken as known when it occurred. What was corrected later was not known then; with --known received only what the hub had is.`
      : `${percent}: they count only from when the hub had them.`;
  return { by, notice };
}
