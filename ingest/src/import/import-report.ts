import type { EventType, SalesEvent } from '@saleshub/model';
import { isEmptyCell } from './condition';
import type { Refusal } from './refusal';
import { createRefusalCounts, type RefusedGroup } from './refusal-counts';
import type { ColumnPositions } from './table-header';
import type { TableFormat } from './table/read-table';

/** What the store said of an event. */
export type WriteOutcome = 'accepted' | 'duplicate' | 'id_reused' | 'not_storable';

/** What came of an import. rowsImported + rowsIgnored + rowsRefused = rows. */
export interface ImportReport {
  /** How the table was read: as given, else as found. */
  format: TableFormat;
  /** Rows of the table, without its header and lines without anything. */
  rows: number;
  rowsImported: number;
  /** Rows that the mapping says to ignore. */
  rowsIgnored: number;
  /** Rows in the rejected file. */
  rowsRefused: number;
  /** Events that are stored now; accepted + duplicates = events. */
  events: number;
  /** The events by their type, in the order of the mapping; 0 for a type of which no row gave an event. */
  eventTypes: Partial<Record<EventType, number>>;
  /** When the earliest and the latest of the events occurred, milliseconds since 1970; left out without events. */
  occurred?: { from: number; to: number };
  /** Events that this import stored. */
  accepted: number;
  /** Events that were stored before, by an earlier import or row. */
  duplicates: number;
  /** The most frequent first. */
  refused: RefusedGroup[];
  /** Columns that the mapping reads and in how many rows they are empty, whatever became of the row; none without. */
  emptyCells: { column: string; count: number }[];
}

/** Counts while an import runs. */
export interface ReportBuilder {
  countRow(): void;
  countEmptyCells(cells: readonly string[]): void;
  countIgnored(): void;
  countImported(): void;
  countRefused(refusal: Refusal, line: number): void;
  /** Counts an event that is stored now. */
  countEvent(event: SalesEvent, outcome: 'accepted' | 'duplicate'): void;
  build(): ImportReport;
}

/**
 * @param columns the columns that the mapping reads
 * @param types the types of its events
 */
export function createReportBuilder(
  columns: ColumnPositions,
  types: readonly EventType[],
  format: TableFormat,
): ReportBuilder {
  const counts = { rows: 0, rowsImported: 0, rowsIgnored: 0, rowsRefused: 0 };
  const outcomes = { accepted: 0, duplicate: 0 };
  const eventTypes: Partial<Record<EventType, number>> = Object.fromEntries(types.map((type) => [type, 0]));
  let occurred: ImportReport['occurred'];
  const refusals = createRefusalCounts();
  const empty = [...columns].map(([column, position]) => ({ column, position, count: 0 }));
  return {
    countRow: () => void counts.rows++,
    countIgnored: () => void counts.rowsIgnored++,
    countImported: () => void counts.rowsImported++,
    countEmptyCells(cells) {
      for (const entry of empty) if (isEmptyCell(cells[entry.position] ?? '')) entry.count++;
    },
    countRefused(refusal, line) {
      counts.rowsRefused++;
      refusals.add(refusal, line);
    },
    countEvent({ type, occurred_at }, outcome) {
      outcomes[outcome]++;
      eventTypes[type] = (eventTypes[type] ?? 0) + 1;
      const { from, to } = occurred ?? { from: occurred_at, to: occurred_at };
      occurred = { from: Math.min(from, occurred_at), to: Math.max(to, occurred_at) };
    },
    build: () => ({
      format,
      ...counts,
      events: outcomes.accepted + outcomes.duplicate,
      eventTypes,
      ...(occurred && { occurred }),
      accepted: outcomes.accepted,
      duplicates: outcomes.duplicate,
      refused: refusals.list(),
      emptyCells: empty.filter(({ count }) => count > 0).map(({ column, count }) => ({ column, count })),
    }),
  };
}
