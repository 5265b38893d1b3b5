import type { Fact, Observation } from './facts';
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

/** What is made of observations. */
export type ObservedKind = 'count' | 'sum' | 'ratio' | 'share' | 'score' | 'distribution';

/** One of the things that a number counts. */
export interface Counted extends Fact {
  /** When it happened, or since when it is so. */
  time: number;
  /** Whether it is in the numerator. */
  hit?: boolean;
  quantity?: number;
}

/** A value with its sample and its bounds. */
export interface Estimate extends Bounds {
  value: number | null;
  n: number;
  /** How far out the bounds may be where an approximation is allowed. */
  widest?: Bounds;
  /** What it counts: as many as the sample says. */
  counted?: readonly Counted[];
  /** How many things a row could not take into account. */
  leftOut?: number;
  /** What a change of it is tested by, where it is. */
  evidence?: Evidence;
}

/** What tells whether two estimates differ by more than chance. */
export type Evidence =
  /** Of a ratio or a score. */
  | { of: 'answers'; answers: readonly Answers[] }
  /** Of a count or a sum: what happened when, and whether each counts one. */
  | { of: 'days'; amounts: readonly { time: number; amount: number }[]; isCount: boolean }
  /** Of a quantile of that level. */
  | { of: 'values'; values: readonly number[]; level: number };

/** As many answers that count the same. */
export interface Answers {
  counts: number;
  number: number;
}

export interface EstimateOptions {
  statistic: Statistic;
  confidence: number;
  /** Quantities are divided by this. */
  scale: number;
}

/** A value from observations; one that has nothing to divide by is null. */
export function estimate(
  kind: ObservedKind,
  observations: readonly Observation[],
  { statistic, confidence, scale }: EstimateOptions,
): Estimate {
  const n = observations.length;
  const hits = observations.filter(({ hit }) => hit === true);
  const quantities = observations.map(quantityOf);
  switch (kind) {
    case 'count':
      return { ...count(distinct(observations), confidence), ...byDays(observations, () => 1, true) };
    case 'sum':
      return { value: sum(quantities) / scale, ...NO_BOUNDS, n, ...byDays(observations, quantityOf, false) };
    case 'ratio':
      return ratio(hits.length, n, confidence);
    case 'share':
      return { value: divide(sum(hits.map(quantityOf)), sum(quantities)), ...NO_BOUNDS, n };
    case 'score':
      return score(quantities, confidence);
    case 'distribution':
      return distribution(
        quantities.map((quantity) => quantity / scale),
        statistic,
        confidence,
      );
  }
}

function count(number: number, confidence: number): Estimate {
  return { value: number, ...garwood(number, confidence), n: number };
}

function byDays(
  observations: readonly Observation[],
  amountOf: (observation: Observation) => number,
  isCount: boolean,
) {
  const amounts = observations.map((observation) => ({ time: observation.time, amount: amountOf(observation) }));
  return { evidence: { of: 'days', amounts, isCount } } as const;
}

/** Several observations of one entity count once. */
function distinct(observations: readonly Observation[]): number {
  const entities = observations.flatMap(({ entity }) => entity ?? []);
  return observations.length - entities.length + new Set(entities).size;
}

export function ratio(hits: number, n: number, confidence: number): Estimate {
  const answers = [
    { counts: 1, number: hits },
    { counts: 0, number: n - hits },
  ];
  return { value: divide(hits, n), ...wilson(hits, n, confidence), n, evidence: { of: 'answers', answers } };
}

/** The Net Promoter Score. */
function score(scores: readonly number[], confidence: number): Estimate {
  const n = scores.length;
  const promoters = scores.filter((given) => given >= 9).length;
  const detractors = scores.filter((given) => given <= 6).length;
  const answers = [
    { counts: 1, number: promoters },
    { counts: 0, number: n - promoters - detractors },
    { counts: -1, number: detractors },
  ];
  const value = divide(100 * (promoters - detractors), n);
  const evidence = { of: 'answers', answers } as const;
  return { value, ...netPromoterBounds(promoters, detractors, n, confidence), n, evidence };
}

/** Above this many observations the bounds of a quantile may come from an approximation that is never narrower. */
const EXACT_BOUNDS = 100;
const LOOSER_RANKS = 3;

function distribution(values: readonly number[], statistic: Statistic, confidence: number): Estimate {
  const n = values.length;
  if (n === 0) return { value: null, ...NO_BOUNDS, n };
  if (statistic === 'mean') return { value: mean(values), ...meanBounds(values, confidence), n };
  const level = QUANTILES[statistic];
  const evidence = { of: 'values', values, level } as const;
  const found = { value: quantile(values, level), ...quantileBounds(values, level, confidence), n, evidence };
  return n <= EXACT_BOUNDS ? found : { ...found, widest: quantileBounds(values, level, confidence, LOOSER_RANKS) };
}

function quantityOf({ quantity }: Observation): number {
  return quantity ?? 0;
}

export function divide(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
