import type { ExpectedAnswer, Row } from '../plain/answer';

/** A row that is not what was expected; undefined where there is none. */
export interface Difference {
  time: number | null;
  groups: string[];
  expected: Row | undefined;
  got: Row | undefined;
}

/** Relative. Sums are made in another order, and the quantiles of distributions in another way. */
const VALUE_TOLERANCE = 1e-9;
const BOUND_TOLERANCE = 1e-6;

/**
 * Where the answer differs from what is expected. A group in which nothing counts may be left out as a whole, and an
 * answer may have a group of which nothing is expected as long as it says that there is nothing.
 */
export function differences({ rows, empty }: ExpectedAnswer, answer: readonly Row[]): Difference[] {
  const keyOf = ({ time, groups }: Row) => JSON.stringify([time, groups]);
  const groupOf = ({ groups }: Row) => JSON.stringify(groups);
  const expected = new Map(rows.map((row) => [keyOf(row), row]));
  const emptyAt = new Map(empty.map((row) => [row.time, row]));
  const answeredGroups = new Set(answer.map(groupOf));
  const found: Difference[] = [];
  const answered = new Set<string>();
  for (const got of answer) {
    const row = expected.get(keyOf(got)) ?? emptyAt.get(got.time);
    if (!row || answered.has(keyOf(got)) || !agrees(row, got)) found.push(differenceOf(row, got));
    answered.add(keyOf(got));
  }
  for (const row of rows) {
    const mayBeMissing = row.n === 0 && !answeredGroups.has(groupOf(row));
    if (!answered.has(keyOf(row)) && !mayBeMissing) found.push(differenceOf(row, undefined));
  }
  // A group that is answered has every bucket.
  for (const group of answeredGroups) {
    const buckets = answer.filter((row) => groupOf(row) === group).length;
    if (buckets !== empty.length)
      found.push(
        differenceOf(
          undefined,
          answer.find((row) => groupOf(row) === group),
        ),
      );
  }
  return found;
}

function differenceOf(expected: Row | undefined, got: Row | undefined): Difference {
  const { time = null, groups = [] } = got ?? expected ?? {};
  return { time, groups, expected, got };
}

function agrees(expected: Row, got: Row): boolean {
  return (
    isClose(expected.value, got.value, VALUE_TOLERANCE) &&
    expected.n === got.n &&
    expected.lowSample === got.lowSample &&
    boundsAgree(expected, got)
  );
}

function boundsAgree(expected: Row, got: Row): boolean {
  const { widest } = expected;
  if (!widest) {
    return isClose(expected.low, got.low, BOUND_TOLERANCE) && isClose(expected.high, got.high, BOUND_TOLERANCE);
  }
  const low = (bound: number | null) => bound ?? Number.NEGATIVE_INFINITY;
  const high = (bound: number | null) => bound ?? Number.POSITIVE_INFINITY;
  return (
    low(widest.low) <= low(got.low) &&
    low(got.low) <= low(expected.low) &&
    high(expected.high) <= high(got.high) &&
    high(got.high) <= high(widest.high)
  );
}

function isClose(expected: number | null, got: number | null, tolerance: number): boolean {
  if (expected === null || got === null) return expected === got;
  return Math.abs(expected - got) <= tolerance * Math.max(1, Math.abs(expected));
}
