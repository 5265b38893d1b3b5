import type { Answers } from './estimate';
import { logFactorial, normalDistribution } from './probability';
import { sum } from './statistics';

/**
 * How probable a difference as large as this between two samples would be if nothing had changed. Two-sided.
 * @param now how many answers count how much
 * @param before the same of the earlier sample
 */
export function changeProbability(now: readonly Answers[], before: readonly Answers[]): number {
  const isScore = now.some(({ counts }) => counts === -1);
  if (isScore) return differenceOfMeans(now, before);
  const [hits, misses] = hitsAndMisses(now);
  const [earlierHits, earlierMisses] = hitsAndMisses(before);
  const table: Table = [
    [hits, misses],
    [earlierHits, earlierMisses],
  ];
  return expectedCounts(table).some((expected) => expected < 5) ? fisher(table) : twoProportions(table);
}

/** Rows are samples, columns are hits and misses. */
type Table = [[number, number], [number, number]];

function hitsAndMisses(answers: readonly Answers[]): [number, number] {
  const numberOf = (wanted: number) =>
    sum(answers.filter(({ counts }) => counts === wanted).map(({ number }) => number));
  return [numberOf(1), numberOf(0)];
}

/** What each cell would hold if hits were as frequent in both samples. */
function expectedCounts(table: Table): number[] {
  const total = sum(table.flat());
  return table.flatMap((row) =>
    [0, 1].map((column) => (sum(row) * sum(table.map((each) => each[column] ?? 0))) / total),
  );
}

/** z of the difference between two proportions, with their common variance. */
function twoProportions([[hits, misses], [earlierHits, earlierMisses]]: Table): number {
  const [n, earlierN] = [hits + misses, earlierHits + earlierMisses];
  const common = (hits + earlierHits) / (n + earlierN);
  const error = Math.sqrt(common * (1 - common) * (1 / n + 1 / earlierN));
  return beyond((hits / n - earlierHits / earlierN) / error);
}

/** Fisher's exact test: all tables with the same sums that are no more probable than this one. */
function fisher([[hits, misses], [earlierHits, earlierMisses]]: Table): number {
  const [n, earlierN, allHits] = [hits + misses, earlierHits + earlierMisses, hits + earlierHits];
  const ways = (of: number, chosen: number) => logFactorial(of) - logFactorial(chosen) - logFactorial(of - chosen);
  const probabilityOf = (some: number) =>
    Math.exp(ways(n, some) + ways(earlierN, allHits - some) - ways(n + earlierN, allHits));
  const [fewest, most] = [Math.max(0, allHits - earlierN), Math.min(n, allHits)];
  const all = Array.from({ length: most - fewest + 1 }, (_, index) => probabilityOf(fewest + index));
  // Tables that are as probable as this one count, whatever rounding says.
  const limit = probabilityOf(hits) * (1 + 1e-7);
  return Math.min(1, sum(all.filter((probability) => probability <= limit)));
}

/** z of the difference between two means, each with its own variance. */
function differenceOfMeans(now: readonly Answers[], before: readonly Answers[]): number {
  const [left, right] = [now, before].map((answers) => {
    const n = sum(answers.map(({ number }) => number));
    const mean = sum(answers.map(({ counts, number }) => counts * number)) / n;
    const square = sum(answers.map(({ counts, number }) => counts ** 2 * number)) / n;
    return { mean, variance: (square - mean ** 2) / n };
  });
  if (!left || !right) throw new Error('Two samples are compared');
  const difference = left.mean - right.mean;
  if (difference === 0) return 1;
  return beyond(difference / Math.sqrt(left.variance + right.variance));
}

/** The probability that a standard normal variable is as far from 0, on either side. */
function beyond(z: number): number {
  return Math.abs(z) > 8 ? 0 : 2 * (1 - normalDistribution(Math.abs(z)));
}

/**
 * Holm's correction, so that one of many rows does not seem remarkable by chance alone.
 * @returns the probabilities as they are to be compared with what the confidence leaves, in their order
 */
export function holm(probabilities: readonly number[]): number[] {
  const ascending = [...probabilities.keys()].sort((left, right) => at(probabilities, left) - at(probabilities, right));
  const corrected: number[] = [];
  let largest = 0;
  ascending.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, at(probabilities, index) * (probabilities.length - rank)));
    corrected[index] = largest;
  });
  return corrected;
}

const at = (numbers: readonly number[], index: number) => numbers[index] ?? Number.NaN;
