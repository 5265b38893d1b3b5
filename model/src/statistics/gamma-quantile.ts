import chiSquareQuantile from '@stdlib/stats-base-dists-chisquare-quantile';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/** Above this shape the cube is exact to a thousandth, and the library slow. */
const LARGE_SHAPE = 100;

/**
 * A quantile of the gamma distribution with a mean and a variance above 0: never negative, and as skewed as sums of few
 * large amounts are. For large shapes by the cube root that is nearly normal (E. B. Wilson and M. M. Hilferty, "The
 * distribution of chi-square", PNAS 17, 1931).
 */
export function gammaQuantile(mean: number, variance: number, probability: number): number {
  const shape = mean ** 2 / variance;
  if (shape <= LARGE_SHAPE) return (variance / mean / 2) * chiSquareQuantile(probability, 2 * shape);
  const third = 1 / (9 * shape);
  return mean * (1 - third + normalQuantile(probability, 0, 1) * Math.sqrt(third)) ** 3;
}
