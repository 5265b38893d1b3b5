import normalCdf from '@stdlib/stats-base-dists-normal-cdf';

/** Successes of trials, 0 ≤ successes ≤ trials. */
export interface Proportion {
  successes: number;
  trials: number;
}

/** Answers to the Net Promoter question. */
export interface PromoterSample {
  promoters: number;
  detractors: number;
  answers: number;
}

/** Below this expected count the normal approximation does not hold (Cochran, 1954). */
const SMALLEST_EXPECTED = 5;

/**
 * Two-sided p-value of the hypothesis that two proportions are the same: the two-proportion z-test with a pooled
 * variance, or Fisher's exact test where an expected count is below 5.
 * Source: A. Agresti, "Categorical Data Analysis", 3rd ed. (2013), sections 3.2 and 3.5; the rule of five from
 * W. G. Cochran, "Some methods for strengthening the common χ² tests", Biometrics 10 (1954).
 * @returns null where one of them has no trials
 */
export function proportionsPValue(left: Proportion, right: Proportion): number | null {
  if (left.trials === 0 || right.trials === 0) return null;
  const trials = left.trials + right.trials;
  const successes = left.successes + right.successes;
  const smallest = (Math.min(left.trials, right.trials) * Math.min(successes, trials - successes)) / trials;
  return smallest < SMALLEST_EXPECTED ? fisherPValue(left, right) : pooledPValue(left, right, successes / trials);
}

function pooledPValue(left: Proportion, right: Proportion, pooled: number): number {
  const variance = pooled * (1 - pooled) * (1 / left.trials + 1 / right.trials);
  return twoSided((left.successes / left.trials - right.successes / right.trials) / Math.sqrt(variance));
}

/** The probability that a standard normal variable is at least as far from 0. */
function twoSided(z: number): number {
  return 2 * normalCdf(-Math.abs(z), 0, 1);
}

/** Tables as likely as the observed one differ from it by rounding only. */
const ROUNDING = 1 + 1e-7;

/**
 * Fisher's exact test: with the margins given, the probability of all tables that are no likelier than this one.
 * Source: R. A. Fisher, "The logic of inductive inference", Journal of the Royal Statistical Society 98 (1935); the
 * two-sided form is that of R's `fisher.test`.
 */
export function fisherPValue(left: Proportion, right: Proportion): number {
  const successes = left.successes + right.successes;
  const low = Math.max(0, successes - right.trials);
  const high = Math.min(successes, left.trials);
  const likelihoods = hypergeometric(left.trials, right.trials, successes, low, high);
  const observed = (likelihoods[left.successes - low] ?? 0) * ROUNDING;
  let total = 0;
  let unlikely = 0;
  for (const likelihood of likelihoods) {
    total += likelihood;
    if (likelihood <= observed) unlikely += likelihood;
  }
  return Math.min(1, unlikely / total);
}

/** How likely each number of successes on the left is, relative to the likeliest one. */
function hypergeometric(left: number, right: number, successes: number, low: number, high: number): number[] {
  const likeliest = Math.floor(((left + 1) * (successes + 1)) / (left + right + 2));
  const mode = Math.min(high, Math.max(low, likeliest));
  const found = new Array<number>(high - low + 1).fill(0);
  /** How much likelier one success more on the left is. */
  const step = (x: number) => ((left - x) * (successes - x)) / ((x + 1) * (right - successes + x + 1));
  found[mode - low] = 1;
  for (let x = mode; x < high; x++) found[x + 1 - low] = (found[x - low] ?? 0) * step(x);
  for (let x = mode; x > low; x--) found[x - 1 - low] = (found[x - low] ?? 0) / step(x - 1);
  return found;
}

/**
 * Two-sided p-value of the hypothesis that two Net Promoter Scores are the same: the z-test of the difference of two
 * means of answers that count 1, 0 or −1, each with its own variance; where neither sample varies, with their common
 * one.
 * Source: B. Rocks, "Interval estimation for the 'net promoter score'", The American Statistician 70 (2016).
 * @returns null where one of them has no answers
 */
export function netPromoterPValue(left: PromoterSample, right: PromoterSample): number | null {
  if (left.answers === 0 || right.answers === 0) return null;
  const difference = mean(left) - mean(right);
  if (difference === 0) return 1;
  const own = variance(left) / left.answers + variance(right) / right.answers;
  if (own > 0) return twoSided(difference / Math.sqrt(own));
  const together = {
    promoters: left.promoters + right.promoters,
    detractors: left.detractors + right.detractors,
    answers: left.answers + right.answers,
  };
  return twoSided(difference / Math.sqrt(variance(together) * (1 / left.answers + 1 / right.answers)));
}

function mean({ promoters, detractors, answers }: PromoterSample): number {
  return (promoters - detractors) / answers;
}

function variance(sample: PromoterSample): number {
  return (sample.promoters + sample.detractors) / sample.answers - mean(sample) ** 2;
}

/**
 * Which of several hypotheses to reject, so that all of them together are wrongly rejected with a probability of at
 * most `level`: Holm's step-down procedure.
 * Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6
 * (1979).
 * @param pValues null where there is no test
 * @returns one answer a p-value, in their order
 */
export function holmRejections(pValues: readonly (number | null)[], level: number): boolean[] {
  const tests = pValues
    .flatMap((pValue, index) => (pValue === null ? [] : [{ pValue, index }]))
    .sort((left, right) => left.pValue - right.pValue);
  const rejected = pValues.map(() => false);
  for (const [position, { pValue, index }] of tests.entries()) {
    if (!(pValue < level / (tests.length - position))) break;
    rejected[index] = true;
  }
  return rejected;
}
