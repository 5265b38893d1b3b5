import { proportionsPValue } from './comparisons';

/** So many observations of a sample are looked at one by one; of a larger one, as many that divide it evenly. */
export const KEPT_OBSERVATIONS = 256;

/** Observations of which a quantile is taken. */
export interface QuantileSample {
  /** How many there are. */
  n: number;
  /** In ascending order: all, or of the n those of rank ⌈i·n/256⌉ for i from 1 to 256. */
  observations: readonly number[];
}

/**
 * Two-sided p-value of the hypothesis that both samples come from one distribution, by how many of either lie above the
 * quantile of all: Fisher's exact test of those, so that neither outliers nor equal observations make a change of chance.
 * Of samples above 256 it is at least that p-value, since observations between the kept ones count as what is no change.
 * Source: G. W. Brown, A. M. Mood, "On median tests for linear hypotheses", Proceedings of the second Berkeley Symposium
 * (1951); of any quantile: W. J. Conover, Practical Nonparametric Statistics (1999), 4.3.
 * @param level of the quantile, 0 < level < 1
 * @returns null where one of them has no observations
 */
export function quantilePValue(own: QuantileSample, earlier: QuantileSample, level: number): number | null {
  if (own.n === 0 || earlier.n === 0) return null;
  const quantile = pooledQuantile(own, earlier, level);
  const [now, before] = [countAbove(own, quantile), countAbove(earlier, quantile)];
  const pValue = (nowAbove: number, beforeAbove: number) =>
    proportionsPValue({ successes: nowAbove, trials: own.n }, { successes: beforeAbove, trials: earlier.n });
  if (now.most / own.n < before.least / earlier.n) return pValue(now.most, before.least);
  if (now.least / own.n > before.most / earlier.n) return pValue(now.least, before.most);
  return 1;
}

/** The smallest kept observation that at least that share of all observations does not exceed. */
function pooledQuantile(own: QuantileSample, earlier: QuantileSample, level: number): number {
  const weighted = [own, earlier].flatMap(({ n, observations }) =>
    observations.map((observation) => ({ observation, weight: n / observations.length })),
  );
  weighted.sort((left, right) => left.observation - right.observation);
  let below = 0;
  const wanted = level * (own.n + earlier.n) * (1 - ROUNDING);
  const found = weighted.find(({ weight }) => (below += weight) >= wanted);
  return found?.observation ?? NaN;
}

/** What rounding leaves of a sum of weights. */
const ROUNDING = 1e-9;

/** How many observations are above a value: at least, and at most where some are not known. */
function countAbove({ n, observations }: QuantileSample, value: number): { least: number; most: number } {
  const kept = observations.length;
  const notAbove = observations.findLastIndex((observation) => observation <= value) + 1;
  const rank = (index: number) => Math.ceil((index * n) / kept);
  return {
    least: notAbove === kept ? 0 : n - rank(notAbove + 1) + 1,
    most: n - rank(notAbove),
  };
}
