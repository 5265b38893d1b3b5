import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import chiSquareQuantile from '@stdlib/stats-base-dists-chisquare-quantile';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import studentQuantile from '@stdlib/stats-base-dists-t-quantile';

/** A confidence interval; null where there is not enough data for one. */
export interface ConfidenceInterval {
  low: number | null;
  high: number | null;
}

const NONE: ConfidenceInterval = { low: null, high: null };

/** The two-sided standard normal quantile z of a confidence such as 0.95. */
export function normalDeviate(confidence: number): number {
  return normalQuantile((1 + confidence) / 2, 0, 1);
}

/**
 * Wilson's score interval of a proportion, without continuity correction.
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
 * @param successes of `trials`, 0 ≤ successes ≤ trials
 */
export function wilsonInterval(successes: number, trials: number, confidence: number): ConfidenceInterval {
  if (trials === 0) return NONE;
  const z = normalDeviate(confidence);
  const proportion = successes / trials;
  const denominator = 1 + z ** 2 / trials;
  const centre = (proportion + z ** 2 / (2 * trials)) / denominator;
  const half = (z / denominator) * Math.sqrt((proportion * (1 - proportion)) / trials + z ** 2 / (4 * trials ** 2));
  // At the ends the bound is exact; the subtraction would leave 1e-17.
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === trials ? 1 : Math.min(1, centre + half),
  };
}

/**
 * The exact interval of a Poisson count.
 * Source: F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936).
 */
export function poissonInterval(count: number, confidence: number): ConfidenceInterval {
  const ofConfidence = knownIntervals.get(confidence) ?? new Map<number, ConfidenceInterval>();
  const known = ofConfidence.get(count);
  if (known) return known;
  const tail = (1 - confidence) / 2;
  const interval = {
    low: count === 0 ? 0 : halfChiSquare(tail, count),
    high: halfChiSquare(1 - tail, count + 1),
  };
  if (ofConfidence.size >= KNOWN_COUNTS) ofConfidence.clear();
  if (knownIntervals.size >= KNOWN_CONFIDENCES) knownIntervals.clear();
  knownIntervals.set(confidence, ofConfidence.set(count, interval));
  return interval;
}

/** By confidence and count: points ask for the same counts again and again, and an exact quantile takes half a millisecond. */
const knownIntervals = new Map<number, Map<number, ConfidenceInterval>>();
const KNOWN_COUNTS = 10_000;
const KNOWN_CONFIDENCES = 10;

/** Above this many the expansion is exact to a millionth; the library's upper quantile is wrong from about 800. */
const ITERATED_COUNTS = 500;

/**
 * Half the quantile of the chi-square distribution with 2·count degrees of freedom; for large counts by its
 * Cornish–Fisher expansion.
 * Source of the expansion: H. Goldberg, H. Levine, "Approximate formulas for the percentage points and normalization
 * of t and χ²", Annals of Mathematical Statistics 17 (1946).
 */
function halfChiSquare(probability: number, count: number): number {
  const degrees = 2 * count;
  if (count <= ITERATED_COUNTS) return chiSquareQuantile(probability, degrees) / 2;
  const z = normalQuantile(probability, 0, 1);
  const root = Math.sqrt(2 * degrees);
  const quantile =
    degrees +
    root * z +
    (2 / 3) * (z ** 2 - 1) +
    (z ** 3 - 7 * z) / (9 * root) -
    (6 * z ** 4 + 14 * z ** 2 - 32) / (405 * degrees) +
    (9 * z ** 5 + 256 * z ** 3 - 433 * z) / (4860 * degrees * root);
  return quantile / 2;
}

/**
 * The interval of a Net Promoter Score in points (−100 to 100): all scores that a score test does not reject, as Wilson's
 * interval is for a proportion. It stays on the scale and has a width also where all answers are alike.
 * Source: T. Tango, "Equivalence test and confidence interval for the difference in proportions for the paired-sample
 * design", Statistics in Medicine 17 (1998), equations 24 to 26: the difference of two shares of one sample, there of
 * the pairs that only one treatment helped, here of promoters and detractors.
 */
export function netPromoterInterval(
  promoters: number,
  detractors: number,
  answers: number,
  confidence: number,
): ConfidenceInterval {
  if (answers === 0) return NONE;
  const z = normalDeviate(confidence);
  const high = highestDifference(promoters, detractors, answers, z);
  const low = -highestDifference(detractors, promoters, answers, z);
  return { low: 100 * low, high: 100 * high };
}

/** Halvings of a bracket of at most 2, until it is as narrow as numbers can tell apart. */
const HALVINGS = 54;

/** The highest difference between two shares that is within z standard errors of the observed one. */
function highestDifference(more: number, less: number, answers: number, z: number): number {
  const observed = (more - less) / answers;
  let [within, beyond] = [observed, 1];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (within + beyond) / 2;
    const deviation = z * Math.sqrt(differenceVariance(more, less, answers, middle) / answers);
    if (middle - observed <= deviation) within = middle;
    else beyond = middle;
  }
  return within;
}

/** The variance of one answer that counts 1, 0 or −1, with the shares most likely to have a given difference. */
function differenceVariance(more: number, less: number, answers: number, difference: number): number {
  const b = (2 * answers - more + less) * difference - more - less;
  const root = Math.sqrt(b ** 2 + 8 * answers * less * difference * (1 - difference));
  return Math.max(0, (root - b) / (2 * answers) + difference * (1 - difference));
}

/**
 * Student's interval of a mean.
 * @param deviation the sample's standard deviation (divided by n − 1)
 */
export function meanInterval(mean: number, deviation: number, n: number, confidence: number): ConfidenceInterval {
  if (n < 2) return NONE;
  const half = (studentQuantile((1 + confidence) / 2, n - 1) * deviation) / Math.sqrt(n);
  return { low: mean - half, high: mean + half };
}

/** The ranks, from 1, of the sorted observations that bound a quantile; 0 and n + 1 mean there is no such bound. */
export interface OrderStatisticRanks {
  low: number;
  high: number;
}

/**
 * Distribution-free interval of a quantile by order statistics, exact: each side misses with a probability of at
 * most (1 − confidence)/2.
 * Source: W. J. Conover, "Practical Nonparametric Statistics", 3rd ed. (1999), section 3.2.
 * @param level of the quantile, 0 < level < 1
 */
export function orderStatisticRanks(n: number, level: number, confidence: number): OrderStatisticRanks {
  const tail = (1 - confidence) / 2;
  let low = 0;
  while (low < n && binomialCdf(low, n, level) <= tail) low++;
  let high = n + 1;
  while (high > 1 && 1 - binomialCdf(high - 2, n, level) <= tail) high--;
  return { low, high };
}
