import type { SalesEvent } from '@saleshub/model';
import type { AdmittedEvent } from '../intake/intake';
import type { ReportBuilder, WriteOutcome } from './import-report';
import { quoteCell, type Refusal } from './refusal';
import type { RefusedRow, RejectedFile } from './rejected-file';
import type { RowOutcome } from './row-reader';
import type { TableRow } from './table-reader';

/** Stores events of the source and says what came of each, in their order; resolves when they are stored. */
export type WriteEvents = (events: readonly AdmittedEvent[]) => Promise<readonly WriteOutcome[]>;

/** Rows, or events, that are kept in memory before they are stored. */
const SIZE = 10_000;

/** Rows whose events are not stored yet, and refused rows between them, so that the rejected file keeps their order. */
export function createBatch({
  write,
  rejected,
  report,
}: {
  write: WriteEvents;
  rejected: RejectedFile;
  report: ReportBuilder;
}) {
  let pending: (TableRow & { outcome: RowOutcome })[] = [];
  let events: AdmittedEvent[] = [];

  /** Counts a row whose events are stored; gives the refusal where the store knew one by other content. */
  const settle = (sent: readonly AdmittedEvent[], outcomes: Iterator<WriteOutcome, undefined>): Refusal | undefined => {
    let refusal: Refusal | undefined;
    for (const { event } of sent) {
      const { value: outcome, done } = outcomes.next();
      if (done) throw new Error('The store answered for fewer events than it was sent');
      report.countEvent(event, outcome);
      if (outcome === 'id_reused') refusal ??= idReused(event);
      if (outcome === 'not_storable') refusal ??= notStorable(event);
    }
    return refusal;
  };

  return {
    add(row: TableRow, outcome: RowOutcome): void {
      pending.push({ ...row, outcome });
      if (outcome.kind === 'events') events.push(...outcome.events);
    },
    isFull: () => events.length >= SIZE || pending.length >= SIZE,
    async flush(): Promise<void> {
      const outcomes = (events.length > 0 ? await write(events) : []).values();
      const refused: RefusedRow[] = [];
      for (const { line, cells, outcome } of pending) {
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
      events = [];
    },
  };
}

function idReused({ id, type }: SalesEvent): Refusal {
  const reason =
    `${type}: the id ${quoteCell(id)} is already stored with other content, which stays as it is. ` +
    'Other events of this row are stored.';
  return { code: 'id_reused', place: `${type}.id`, reason };
}

function notStorable({ id, type }: SalesEvent): Refusal {
  const reason = `${type}: the store refuses the event ${quoteCell(id)}. Other events of this row are stored.`;
  return { code: 'not_storable', place: type, reason };
}
