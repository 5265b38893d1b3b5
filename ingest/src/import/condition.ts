import type { Conditions } from './mapping-schema';
import type { ColumnPositions } from './table-header';

/** A cell of nothing but blanks is as good as none. */
export function isEmptyCell(text: string): boolean {
  return text.trim() === '';
}

/** Makes the test whether a row fulfils all conditions. */
export function createCondition(when: Conditions, columns: ColumnPositions): (cells: readonly string[]) => boolean {
  const tests = Object.entries(when).map(([column, condition]) => {
    const position = columns.get(column) ?? -1;
    return (cells: readonly string[]) => holds(condition, cells[position] ?? '');
  });
  return (cells) => tests.every((test) => test(cells));
}

function holds(condition: Conditions[string], text: string): boolean {
  if (condition.is !== undefined && text !== condition.is) return false;
  if (condition.in && !condition.in.includes(text)) return false;
  if (condition.not_in?.includes(text)) return false;
  if (condition.empty && !isEmptyCell(text)) return false;
  return !(condition.not_empty && isEmptyCell(text));
}
