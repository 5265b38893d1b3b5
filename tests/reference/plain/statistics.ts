import { binomialUpTo, normalDeviate, poissonMean, solve, studentDeviate } from './probability';

/** The bounds of a value; null where it has none. */
export interface Bounds {
  low: number | null;
  high: number | null;
}

export const NO_BOUNDS: Bounds = { low: null, high: null };

/** The roots of (p̂ − p)² = z²·p·(1 − p)/n, which is what Wilson's interval is. */
export function wilson(successes: number, trials: number, confidence: number): Bounds {
  if (trials === 0) return NO_BOUNDS;
  const z = normalDeviate(confidence);
  const share = successes / trials;
  const [a, b, c] = [1 + z ** 2 / trials, 2 * share + z ** 2 / trials, share ** 2];
  const root = Math.sqrt(b ** 2 - 4 * a * c);
  return { low: Math.max(0, (b - root) / (2 * a)), high: Math.min(1, (b + root) / (2 * a)) };
}

/** Garwood's: the means at which so few, or so many, would be as unlikely as the confidence allows. */
export function garwood(count: number, confidence: number): Bounds {
  const tail = (1 - confidence) / 2;
  return { low: count === 0 ? 0 : poissonMean(1 - tail, count - 1), high: poissonMean(tail, count) };
}

/**
 * The scores that are at most z standard errors from the observed one, where the error is that of the likeliest shares
 * with such a score: Tango's interval of a difference of two shares of one sample.
 */
export function netPromoterBounds(promoters: number, detractors: number, answers: number, confidence: number): Bounds {
  if (answers === 0) return NO_BOUNDS;
  const z = normalDeviate(confidence);
  const score = (promoters - detractors) / answers;
  const errorsAway = (wanted: number) => {
    const less = likeliestShare(promoters, detractors, answers, wanted);
    return (wanted - score) / Math.sqrt((2 * less + wanted - wanted ** 2) / answers);
  };
  return { low: 100 * solve(errorsAway, -z, -1, score), high: 100 * solve(errorsAway, z, score, 1) };
}

/** The share of detractors that makes the answers likeliest when promoters are more by `wanted`, by its derivative. */
function likeliestShare(promoters: number, detractors: number, answers: number, wanted: number): number {
  const part = (number: number, share: number) => (number === 0 ? 0 : number / share);
  const slope = (share: number) =>
    part(promoters, share + wanted) +
    part(detractors, share) -
    2 * part(answers - promoters - detractors, 1 - 2 * share - wanted);
  return solve((share) => -slope(share), 0, Math.max(0, -wanted), (1 - wanted) / 2);
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function meanBounds(values: readonly number[], confidence: number): Bounds {
  if (values.length < 2) return NO_BOUNDS;
  const centre = mean(values);
  const variance = sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1);
  const half = studentDeviate(confidence, values.length - 1) * Math.sqrt(variance / values.length);
  return { low: centre - half, high: centre + half };
}

export const QUANTILES = { median: 0.5, p25: 0.25, p75: 0.75, p90: 0.9 } as const;

/** The value at `level` of the way from the first to the last, between two neighbours in proportion. */
export function quantile(values: readonly number[], level: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const position = level * (sorted.length - 1);
  const below = Math.floor(position);
  const left = sorted[below] ?? Number.NaN;
  const right = sorted[below + 1] ?? left;
  return left + (right - left) * (position - below);
}

/**
 * The observations between which a quantile lies: the innermost pair that misses on each side with at most half of
 * what the confidence leaves.
 * @param looser how many ranks farther out the bounds are taken
 */
export function quantileBounds(values: readonly number[], level: number, confidence: number, looser = 0): Bounds {
  const sorted = [...values].sort((left, right) => left - right);
  const n = sorted.length;
  const tail = (1 - confidence) / 2;
  const ranks = Array.from({ length: n }, (_, index) => index + 1);
  const low = ranks.findLast((rank) => binomialUpTo(rank - 1, n, level) <= tail) ?? 0;
  const high = ranks.find((rank) => 1 - binomialUpTo(rank - 1, n, level) <= tail) ?? n + 1;
  return { low: sorted[low - 1 - looser] ?? null, high: sorted[high - 1 + looser] ?? null };
}
