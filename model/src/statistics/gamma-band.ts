import chiSquareQuantile from '@stdlib/stats-base-dists-chisquare-quantile';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/** Above this shape the cube is exact to a thousandth, and the library slow. */
const LARGE_SHAPE = 100;

/**
 * The central band that a sum of few large amounts falls into: the quantiles of the gamma distribution of its mean and
 * variance, which is never negative and as skewed as such sums are. For large shapes by the cube root that is nearly
 * normal (E. B. Wilson and M. M. Hilferty, "The distribution of chi-square", PNAS 17, 1931). It reaches up to the mean at
 * least, which a few very large amounts can put above the upper quantile.
 * @param level the probability of the band, such as 0.8
 */
export function gammaBand(mean: number, variance: number, level: number): { low: number; high: number } {
  if (mean <= 0) return { low: 0, high: 0 };
  if (variance <= 0) return { low: mean, high: mean };
  const shape = mean ** 2 / variance;
  const scale = variance / mean;
  const quantile = (probability: number): number => {
    if (shape <= LARGE_SHAPE) return (scale / 2) * chiSquareQuantile(probability, 2 * shape);
    const third = 1 / (9 * shape);
    return mean * (1 - third + normalQuantile(probability, 0, 1) * Math.sqrt(third)) ** 3;
  };
  return { low: quantile((1 - level) / 2), high: Math.max(mean, quantile((1 + level) / 2)) };
}
