import type { Observation } from './facts';
import type { Kind } from './metrics';
import {
  garwood,
  mean,
  meanBounds,
  netPromoterBounds,
  NO_BOUNDS,
  quantile,
  quantileBounds,
  QUANTILES,
  sum,
  wilson,
  type Bounds,
} from './statistics';

export type Statistic = keyof typeof QUANTILES | 'mean';

/** A value with its sample and its bounds. */
export interface Estimate extends Bounds {
  value: number | null;
  n: number;
  /** How far out the bounds may be where an approximation is allowed. */
  widest?: Bounds;
}

export interface EstimateOptions {
  statistic: Statistic;
  confidence: number;
  /** Quantities are divided by this. */
  scale: number;
}

/** A value from observations; one that has nothing to divide by is null. */
export function estimate(
  kind: Exclude<Kind, 'level'>,
  observations: readonly Observation[],
  { statistic, confidence, scale }: EstimateOptions,
): Estimate {
  const n = observations.length;
  const hits = observations.filter(({ hit }) => hit === true);
  const quantities = observations.map(quantityOf);
  switch (kind) {
    case 'count':
      return { value: n, ...garwood(n, confidence), n };
    case 'sum':
      return { value: sum(quantities) / scale, ...NO_BOUNDS, n };
    case 'ratio':
      return { value: divide(hits.length, n), ...wilson(hits.length, n, confidence), n };
    case 'share':
    case 'share_of_money':
      return { value: divide(sum(hits.map(quantityOf)), sum(quantities)), ...NO_BOUNDS, n };
    case 'score': {
      const promoters = quantities.filter((score) => score >= 9).length;
      const detractors = quantities.filter((score) => score <= 6).length;
      const value = divide(100 * (promoters - detractors), n);
      return { value, ...netPromoterBounds(promoters, detractors, n, confidence), n };
    }
    case 'distribution':
      return distribution(
        quantities.map((quantity) => quantity / scale),
        statistic,
        confidence,
      );
  }
}

/** Above this many observations the bounds of a quantile may come from an approximation that is never narrower. */
const EXACT_BOUNDS = 100;
const LOOSER_RANKS = 3;

function distribution(values: readonly number[], statistic: Statistic, confidence: number): Estimate {
  const n = values.length;
  if (n === 0) return { value: null, ...NO_BOUNDS, n };
  if (statistic === 'mean') return { value: mean(values), ...meanBounds(values, confidence), n };
  const level = QUANTILES[statistic];
  const found = { value: quantile(values, level), ...quantileBounds(values, level, confidence), n };
  return n <= EXACT_BOUNDS ? found : { ...found, widest: quantileBounds(values, level, confidence, LOOSER_RANKS) };
}

function quantityOf({ quantity }: Observation): number {
  return quantity ?? 0;
}

function divide(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
