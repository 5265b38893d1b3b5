import type { SalesEvent } from '@saleshub/model';
import type { AdmittedEvent } from '../intake/intake';
import type { WriteOutcome } from './import-report';
import { quoteCell, type Refusal } from './refusal';
import type { RowOutcome } from './row-reader';
import type { TableRow } from './table/table-row';

/** Gives the outcome that each event of the source would have now, by what is stored already; stores none of them. */
export type CheckEvents = (events: readonly AdmittedEvent[]) => Promise<readonly WriteOutcome[]>;

/** A row of the table and what the mapping makes of it. */
export type ReadRow = TableRow & { outcome: RowOutcome };

/**
 * Refuses the rows of which an event's id is known by other content, in the store or from a row before. They are found
 * before anything is stored: what remained of such a row could turn a deal that was won into one that was lost.
 */
export async function refuseReusedIds(rows: readonly ReadRow[], check: CheckEvents): Promise<readonly ReadRow[]> {
  const events = eventsOf(rows);
  const outcomes = (events.length > 0 ? await check(events) : []).values();
  /** What the rows before are about to store. */
  const digests = new Map<string, Buffer>();
  return rows.map((row) => {
    if (row.outcome.kind !== 'events') return row;
    const sent = row.outcome.events;
    const reused = sent.filter(({ event, digest }) => {
      const before = digests.get(event.id);
      return nextOutcome(outcomes) === 'id_reused' || (before !== undefined && !before.equals(digest));
    });
    if (reused[0]) return { ...row, outcome: { kind: 'refused', refusal: idReused(reused[0].event) } };
    for (const { event, digest } of sent) digests.set(event.id, digest);
    return row;
  });
}

/** The events of all rows, in their order. */
export function eventsOf(rows: readonly ReadRow[]): AdmittedEvent[] {
  return rows.flatMap(({ outcome }) => (outcome.kind === 'events' ? outcome.events : []));
}

/** The outcomes of events, in their order. */
export type Outcomes = Iterator<WriteOutcome, undefined>;

/** @throws where the store answered for fewer events than it was sent */
export function nextOutcome(outcomes: Outcomes): WriteOutcome {
  const { value, done } = outcomes.next();
  if (done) throw new Error('The store answered for fewer events than it was sent');
  return value;
}

function idReused({ id, type }: SalesEvent): Refusal {
  const reason =
    `${type}: the id ${quoteCell(id)} is already stored with other content, which stays as it is; nothing of this row ` +
    'is stored. Where the table lists records as they are now, map it with records: in place of events:. Where the earlier ' +
    'import was wrong, saleshub imports undo takes it back.';
  return { code: 'id_reused', place: `${type}.id`, reason };
}
