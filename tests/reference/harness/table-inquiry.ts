import type { Answer } from '@saleshub/model';
import type { Company } from '../plain/company';
import type { Cells } from './cells';
import type { TestedHub } from './hub';
import { wordsOf, type Difference, type Inquiry, type When } from './inquiry';

/** Rows that are expected of a table. */
export interface ExpectedTable {
  /** A column that is not named here may hold anything. */
  columns: readonly string[];
  rows: readonly Cells[];
  /** Whether the rows must stand in this order. */
  inOrder: boolean;
  /** Rows of the hub that may stand there although they are not expected. */
  isExtra?: (row: Cells) => boolean;
}

/** A question that is answered with a table. */
export interface TableQuestion extends When {
  isOfHistories: boolean;
  /** As users put it, about the named histories alone. */
  query: (histories: readonly string[]) => Record<string, unknown>;
  /** What the plain reference says of them. */
  expect: (company: Company, histories: readonly string[]) => ExpectedTable;
  /** What the answer must say beside its rows; what is wrong with it in words. */
  inspect?: (answer: Answer, company: Company, histories: readonly string[]) => string | undefined;
}

/** Whether the hub's table is that of the plain reference. */
export function tableInquiry(question: TableQuestion): Inquiry {
  const differ = async (hub: TestedHub, company: Company, histories: readonly string[]) => {
    const answer = await hub.answer(question.query(histories), question);
    const wrong = question.inspect?.(answer, company, histories);
    return [
      ...tableDifferences(question.expect(company, histories), answer.rows),
      ...(wrong === undefined ? [] : [{ time: null, groups: [wrong], expected: undefined, got: undefined }]),
    ];
  };
  return {
    words: wordsOf(question.query([]), question),
    isOfHistories: question.isOfHistories,
    differ,
    differByHistory: async (hub, company, histories) => {
      for (const history of histories) {
        const wrong = await differ(hub, company, [history]);
        if (wrong.length > 0) return new Map([[history, wrong]]);
      }
      return new Map();
    },
  };
}

/** Relative: sums are made in another order, and bounds in another way. */
const TOLERANCE = 1e-6;

/** Where a table differs from what is expected, row by row. */
function tableDifferences(
  { columns, rows, inOrder, isExtra = () => false }: ExpectedTable,
  answered: readonly Cells[],
): Difference[] {
  const picked = [rows, answered.filter((row) => !isExtra(row))].map((table) => table.map((row) => pick(row, columns)));
  const [expected = [], got = []] = inOrder ? picked : picked.map(sorted);
  return Array.from({ length: Math.max(expected.length, got.length) }, (_, index) => index).flatMap((index) => {
    const [wanted, given] = [expected[index], got[index]];
    if (wanted && given && columns.every((name) => agree(wanted[name], given[name]))) return [];
    return [{ time: null, groups: [`row ${index + 1}`], expected: wanted, got: given }];
  });
}

type Cell = Cells[string];

function pick(row: Cells, columns: readonly string[]): Cells {
  return Object.fromEntries(columns.map((name): [string, Cell] => [name, row[name] ?? null]));
}

function sorted(rows: readonly Cells[]): Cells[] {
  return [...rows].sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}

function agree(wanted: Cell | undefined, given: Cell | undefined): boolean {
  if (typeof wanted !== 'number' || typeof given !== 'number') return wanted === given;
  return Math.abs(wanted - given) <= TOLERANCE * Math.max(1, Math.abs(wanted));
}
