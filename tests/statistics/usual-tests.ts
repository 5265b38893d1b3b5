import { proportionsPValue, type PromoterSample, type Proportion } from '@saleshub/model';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';

/** Below this expected count most tools leave the normal approximation (W. G. Cochran, Biometrics 10, 1954). */
const SMALLEST_EXPECTED = 5;

/**
 * What most tools would use, to show what the exact tests are for: the two-proportion z-test with a pooled variance,
 * without continuity correction (A. Agresti, "Categorical Data Analysis", 3rd ed. (2013), section 3.2), and Fisher's
 * test where an expected count is below five.
 */
export function usualProportionsPValue(left: Proportion, right: Proportion): number | null {
  const trials = left.trials + right.trials;
  const pooled = (left.successes + right.successes) / trials;
  const expected = Math.min(left.trials, right.trials) * Math.min(pooled, 1 - pooled);
  if (expected < SMALLEST_EXPECTED) return proportionsPValue(left, right);
  const variance = pooled * (1 - pooled) * (1 / left.trials + 1 / right.trials);
  return twoSided(left.successes / left.trials - right.successes / right.trials, variance);
}

/**
 * The z-test of two means, each with its own variance: the interval of B. Rocks, "Interval estimation for the 'net
 * promoter score'", The American Statistician 70 (2016), of a difference.
 */
export function usualNetPromoterPValue(left: PromoterSample, right: PromoterSample): number {
  return twoSided(score(left) - score(right), squaredError(left) + squaredError(right));
}

function score({ promoters, detractors, answers }: PromoterSample): number {
  return (promoters - detractors) / answers;
}

function squaredError(sample: PromoterSample): number {
  return ((sample.promoters + sample.detractors) / sample.answers - score(sample) ** 2) / sample.answers;
}

function twoSided(difference: number, variance: number): number {
  return difference === 0 ? 1 : 2 * normalCdf(-Math.abs(difference) / Math.sqrt(variance), 0, 1);
}
