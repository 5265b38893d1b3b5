import { isEmptyCell } from '../condition';

/** Spreadsheets write rows of empty cells below their tables; they are no rows of the table. */
export function isEmptyRow(cells: readonly string[]): boolean {
  return cells.every(isEmptyCell);
}
