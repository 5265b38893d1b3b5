import type { Condition, Conditions } from './mapping-schema';
import type { ColumnPositions } from './table-header';
import { wordForm } from './words';

type CellTest = (text: string) => boolean;

/** A cell of nothing but blanks is as good as none. */
export function isEmptyCell(text: string): boolean {
  return text.trim() === '';
}

/** Makes the test whether a row fulfils all conditions. */
export function createCondition(when: Conditions, columns: ColumnPositions): (cells: readonly string[]) => boolean {
  const tests = Object.entries(when).map(([column, condition]) => {
    const position = columns.get(column) ?? -1;
    const holds = createCellTest(condition);
    return (cells: readonly string[]) => holds(cells[position] ?? '');
  });
  return (cells) => tests.every((test) => test(cells));
}

/** Makes the test whether a cell is one of some words. */
export function createWordTest(words: readonly string[], exact: true | undefined): CellTest {
  const form = wordForm(exact);
  const known = new Set(words.map(form));
  return (text) => known.has(form(text));
}

function createCellTest({ is, in: among, not_in, empty, not_empty, exact }: Condition): CellTest {
  const tests: CellTest[] = [];
  if (is !== undefined) tests.push(createWordTest([is], exact));
  if (among) tests.push(createWordTest(among, exact));
  if (not_in) {
    const isExcluded = createWordTest(not_in, exact);
    tests.push((text) => !isExcluded(text));
  }
  if (empty) tests.push(isEmptyCell);
  if (not_empty) tests.push((text) => !isEmptyCell(text));
  return (text) => tests.every((test) => test(text));
}
