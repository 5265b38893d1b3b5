import type { ExpectedAnswer } from '../plain/answer';
import type { Question } from '../plain/question';
import type { Row } from '../plain/rows';
import type { Bounds } from '../plain/statistics';
import { expectedNumbers, type AnsweredRow, type HubAnswer } from './hub-answer';
import type { Difference } from './inquiry';

/** Relative. Sums are made in another order, and the quantiles of distributions in another way. */
const TOLERANCES: Readonly<Record<string, number>> = { low: 1e-6, high: 1e-6, p_value: 1e-6 };
const TOLERANCE = 1e-9;
/** What is made of the value and the earlier one: a small difference between large numbers is as uncertain as they. */
const OF_VALUES = ['value', 'previous', 'change', 'significant_change'];

const keyOf = ({ time, groups }: Pick<Row, 'time' | 'groups'>) => JSON.stringify([time, groups]);
const groupOf = ({ groups }: Pick<Row, 'groups'>) => JSON.stringify(groups);

/**
 * Where the answer differs from what is expected. A group in which nothing counts may be left out as a whole, unless
 * it is of people on the roster, and an answer may have a group of which nothing is expected as long as it says that
 * there is nothing.
 */
export function differences(expected: ExpectedAnswer, answer: HubAnswer, question: Question): Difference[] {
  const emptyAt = new Map(expected.empty.map((row) => [row.time, row]));
  const expectedAt = new Map(expected.rows.map((row) => [keyOf(row), row]));
  const seen = new Set<string>();
  const wrong = answer.rows.filter((got) => {
    const row = expectedAt.get(keyOf(got)) ?? emptyAt.get(got.time);
    const isAgain = seen.has(keyOf(got));
    seen.add(keyOf(got));
    return isAgain || !row || !agrees(row, got, question);
  });
  const found = wrong.map((got) => differenceOf(expectedAt.get(keyOf(got)) ?? emptyAt.get(got.time), got, question));
  return [...found, ...missingRows(expected, answer, question), ...differentLeftOut(expected, answer, question)];
}

function missingRows(expected: ExpectedAnswer, answer: HubAnswer, question: Question): Difference[] {
  const answered = new Set(answer.rows.map(keyOf));
  // A group that is answered has every bucket.
  const answeredGroups = new Map(answer.rows.map((row) => [groupOf(row), row.groups]));
  const required = [...expected.roster, ...answeredGroups.values()];
  const rows = new Map([
    ...required.flatMap((groups) =>
      expected.empty.map((row): [string, Row] => [keyOf({ ...row, groups }), { ...row, groups }]),
    ),
    ...expected.rows
      .filter((row) => !isEmpty(row) || required.some((groups) => groupOf({ groups }) === groupOf(row)))
      .map((row): [string, Row] => [keyOf(row), row]),
  ]);
  return [...rows].filter(([key]) => !answered.has(key)).map(([, row]) => differenceOf(row, undefined, question));
}

const isEmpty = ({ n, changed }: Row) => n === 0 && (changed?.previousN ?? 0) === 0;

/** What a comparison's earlier time leaves out may be said or not. */
function differentLeftOut(expected: ExpectedAnswer, answer: HubAnswer, { compareTo }: Question): Difference[] {
  if (compareTo || expected.leftOut === answer.leftOut) return [];
  const [should, says] = [{ left_out: expected.leftOut }, { left_out: answer.leftOut }];
  return [{ time: null, groups: ['notices'], expected: should, got: says }];
}

function differenceOf(row: Row | undefined, got: AnsweredRow | undefined, question: Question): Difference {
  const { time = null, groups = [] } = got ?? row ?? {};
  return { time, groups, expected: row && expectedNumbers(row, question), got: got?.numbers };
}

function agrees(row: Row, { numbers }: AnsweredRow, question: Question): boolean {
  const expected = expectedNumbers(row, question);
  const largest = Math.max(1, Math.abs(row.value ?? 0), Math.abs(row.changed?.previous ?? 0));
  return Object.entries(numbers).every(([name, got]) => {
    const wanted = expected[name] ?? null;
    if (row.widest && wanted !== null && (name === 'low' || name === 'high')) {
      return liesBetween(got, wanted, row.widest, name);
    }
    if (typeof wanted !== 'number' || typeof got !== 'number') return wanted === got;
    const scale = OF_VALUES.includes(name) ? largest : Math.max(1, Math.abs(wanted));
    return Math.abs(wanted - got) <= (TOLERANCES[name] ?? TOLERANCE) * scale;
  });
}

/** Whether a bound is as far out as expected, or at most as far as an approximation may be. */
function liesBetween(
  got: number | boolean | null,
  wanted: number | boolean,
  widest: Bounds,
  side: 'low' | 'high',
): boolean {
  const outwards = side === 'low' ? -1 : 1;
  const distance = (bound: number | boolean | null) =>
    bound === null ? Number.POSITIVE_INFINITY : Number(bound) * outwards;
  return distance(wanted) <= distance(got) && distance(got) <= distance(widest[side]);
}
