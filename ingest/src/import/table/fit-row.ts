import type { TableRow } from './table-row';

/** Fills a row up to the number of columns: cells that are empty at its end may be left out. A longer one is refused. */
export function fitRow(row: TableRow, columns: number): TableRow {
  const { length } = row.cells;
  if (row.refusal || length === columns) return row;
  if (length < columns) return { ...row, cells: [...row.cells, ...Array<string>(columns - length).fill('')] };
  const reason = `Cells in the row: ${length}; columns in the header: ${columns}.`;
  return { ...row, refusal: { code: 'wrong_column_count', place: '', reason } };
}
