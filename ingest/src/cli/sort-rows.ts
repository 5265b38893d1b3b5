import type { AnswerBase, AnswerRow, Cell } from '@saleshub/model';
import { UsageError } from './failures';

/**
 * The answer with its rows in the order of a column: numbers from the largest, texts from A; the other way round with a
 * minus before the column's name. Rows without a value come last in any case.
 * @throws UsageError `invalid_sort` naming the columns
 */
export function sortRows<Some extends AnswerBase>(answer: Some, order: string): Some {
  const isReversed = order.startsWith('-');
  const name = isReversed ? order.slice(1) : order;
  if (!answer.columns.some((column) => column.name === name)) {
    const names = answer.columns.map((column) => column.name).join(', ');
    throw new UsageError(
      'invalid_sort',
      `--sort must be one of ${names}, or one with a minus before it, not "${order}".`,
    );
  }
  const cellOf = (row: AnswerRow): Cell => row[name] ?? null;
  const compare = (one: AnswerRow, other: AnswerRow): number => {
    const [left, right] = [cellOf(one), cellOf(other)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return (isReversed ? -1 : 1) * compareCells(left, right);
  };
  return { ...answer, rows: answer.rows.toSorted(compare) };
}

function compareCells(left: string | number | boolean, right: string | number | boolean): number {
  if (typeof left === 'string' && typeof right === 'string') return left.localeCompare(right, 'en');
  return Number(right) - Number(left);
}
