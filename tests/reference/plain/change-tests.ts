import type { Answers } from './estimate';
import { logFactorial } from './probability';
import { sum } from './statistics';

/**
 * How probable a difference as large as this between two samples would be if nothing had changed and only chance had
 * dealt out the answers. Two-sided: for hits and misses by Fisher's exact test, for scores by the difference of means.
 * @param now how many answers count how much
 * @param before the same of the earlier sample
 */
export function changeProbability(now: readonly Answers[], before: readonly Answers[]): number {
  const numbers = (answers: readonly Answers[]) =>
    [1, 0, -1].map((wanted) => sum(answers.filter(({ counts }) => counts === wanted).map(({ number }) => number)));
  const [own, earlier] = [numbers(now), numbers(before)];
  const all = own.map((number, index) => number + at(earlier, index));
  const [size, earlierSize] = [sum(own), sum(earlier)];
  const dealt = divisions(all, size);
  const isScore = now.some(({ counts }) => counts === -1);
  // Divisions that are as improbable or as different as this one count, whatever rounding says.
  const isAsFar = isScore
    ? (some: readonly number[]) =>
        difference(some, all, size, earlierSize) >= difference(own, all, size, earlierSize) - 1e-9
    : (some: readonly number[]) => probabilityOf(some, all) <= probabilityOf(own, all) * (1 + 1e-7);
  return Math.min(1, sum(dealt.filter(isAsFar).map((some) => probabilityOf(some, all))));
}

/** Every way in which a sample of that size can hold some of all promoters, passives and detractors. */
function divisions([hits = 0, middle = 0, misses = 0]: readonly number[], size: number): number[][] {
  const upTo = (most: number) => Array.from({ length: most + 1 }, (_, number) => number);
  return upTo(hits)
    .flatMap((some) => upTo(misses).map((others) => [some, size - some - others, others]))
    .filter(([, between = 0]) => between >= 0 && between <= middle);
}

/** How probable it is that a sample dealt out by chance holds these. */
function probabilityOf(some: readonly number[], all: readonly number[]): number {
  const ways = (of: number, chosen: number) => logFactorial(of) - logFactorial(chosen) - logFactorial(of - chosen);
  return Math.exp(sum(all.map((number, index) => ways(number, at(some, index)))) - ways(sum(all), sum(some)));
}

/** How far the mean of some is from the mean of the rest. */
function difference(some: readonly number[], all: readonly number[], size: number, rest: number): number {
  const [own, total] = [some, all].map((numbers) => at(numbers, 0) - at(numbers, 2)) as [number, number];
  return Math.abs(own / size - (total - own) / rest);
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
