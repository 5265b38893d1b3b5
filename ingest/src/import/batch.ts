import type { SalesEvent } from '@saleshub/model';
import type { AdmittedEvent } from '../intake/intake';
import type { ReportBuilder, WriteOutcome } from './import-report';
import { quoteCell, type Refusal } from './refusal';
import type { RefusedRow, RejectedFile } from './rejected-file';
import { eventsOf, nextOutcome, refuseReusedIds, type CheckEvents, type Outcomes, type ReadRow } from './reused-ids';
import type { RowOutcome } from './row-reader';
import type { TableRow } from './table/table-row';

/** Stores events of the source and says what came of each, in their order; resolves when they are stored. */
export type WriteEvents = (events: readonly AdmittedEvent[]) => Promise<readonly WriteOutcome[]>;

/** Rows, or events, that are kept in memory before they are stored. */
const SIZE = 10_000;

/** Rows whose events are not stored yet, and refused rows between them, so that the rejected file keeps their order. */
export function createBatch({
  check,
  write,
  rejected,
  report,
}: {
  check: CheckEvents;
  write: WriteEvents;
  rejected: RejectedFile;
  report: ReportBuilder;
}) {
  let pending: ReadRow[] = [];
  let eventCount = 0;

  /** Counts the events of a row; gives the refusal where the store did not take one of them after all. */
  const settle = (sent: readonly AdmittedEvent[], outcomes: Outcomes): Refusal | undefined => {
    let refusal: Refusal | undefined;
    for (const { event } of sent) {
      const outcome = nextOutcome(outcomes);
      if (outcome === 'id_reused') refusal ??= reusedMeanwhile(event);
      else if (outcome === 'not_storable') refusal ??= notStorable(event);
      else report.countEvent(event, outcome);
    }
    return refusal;
  };

  return {
    add(row: TableRow, outcome: RowOutcome): void {
      pending.push({ ...row, outcome });
      if (outcome.kind === 'events') eventCount += outcome.events.length;
    },
    isFull: () => eventCount >= SIZE || pending.length >= SIZE,
    async flush(): Promise<void> {
      const rows = await refuseReusedIds(pending, check);
      const events = eventsOf(rows);
      const outcomes = (events.length > 0 ? await write(events) : []).values();
      const refused: RefusedRow[] = [];
      for (const { line, cells, outcome } of rows) {
        if (outcome.kind === 'ignored') {
          report.countIgnored();
          continue;
        }
        const refusal = outcome.kind === 'refused' ? outcome.refusal : settle(outcome.events, outcomes);
        if (refusal) {
          report.countRefused(refusal, line);
          refused.push({ line, cells, refusal });
        } else {
          report.countImported();
        }
      }
      await rejected.write(refused);
      pending = [];
      eventCount = 0;
    },
  };
}

/** Somebody else has stored the id between the check and the write. */
function reusedMeanwhile({ id, type }: SalesEvent): Refusal {
  const reason =
    `${type}: the id ${quoteCell(id)} was stored by another writer at the same time, with other content. ` +
    'Other events of this row are stored.';
  return { code: 'id_reused', place: `${type}.id`, reason };
}

function notStorable({ id, type }: SalesEvent): Refusal {
  const reason = `${type}: the store refuses the event ${quoteCell(id)}. Other events of this row are stored.`;
  return { code: 'not_storable', place: type, reason };
}
