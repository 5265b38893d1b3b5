import type { Refusal } from '../refusal';

/** One row as it stands in the file. */
export interface TableRow {
  /** The line on which the row begins, counted from 1. */
  line: number;
  cells: string[];
  /** Why it cannot be read. */
  refusal?: Refusal;
}
