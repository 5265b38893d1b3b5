import type { Measure, Statistic } from '../../../catalogue/metric';
import {
  meanInterval,
  netPromoterInterval,
  poissonInterval,
  wilsonInterval,
  type ConfidenceInterval,
} from '../../../statistics/intervals';
import { netPromoterPValue, proportionsPValue } from '../../../statistics/comparisons';

/** A number with its sample and its interval. */
export interface Estimate extends ConfidenceInterval {
  value: number | null;
  n: number;
}

/** The aggregates of one bucket and group, as ClickHouse gives them. */
export type Aggregates = Record<string, number | null | undefined>;

/** Makes the value, its interval and its sample from a measure's aggregates; missing ones mean no facts. */
export function estimate(
  measure: Measure,
  statistic: Statistic | undefined,
  aggregates: Aggregates,
  confidence: number,
): Estimate {
  const n = aggregates.n ?? 0;
  const unbounded = { low: null, high: null, n };
  switch (measure.kind) {
    case 'count':
      return { value: n, ...poissonInterval(n, confidence), n };
    case 'sum':
      return { value: aggregates.total ?? 0, ...unbounded };
    case 'ratio': {
      const numerator = aggregates.numerator ?? 0;
      return { value: n === 0 ? null : numerator / n, ...wilsonInterval(numerator, n, confidence), n };
    }
    case 'share': {
      const denominator = aggregates.denominator ?? 0;
      return { value: denominator === 0 ? null : (aggregates.numerator ?? 0) / denominator, ...unbounded };
    }
    case 'score': {
      const promoters = aggregates.promoters ?? 0;
      const detractors = aggregates.detractors ?? 0;
      const value = n === 0 ? null : (100 * (promoters - detractors)) / n;
      return { value, ...netPromoterInterval(promoters, detractors, n, confidence), n };
    }
    case 'distribution': {
      const value = n === 0 ? null : (aggregates.value ?? null);
      if ((statistic ?? measure.defaultStatistic) !== 'mean' || value === null) {
        return { value, low: aggregates.low ?? null, high: aggregates.high ?? null, n };
      }
      return { value, ...meanInterval(value, aggregates.deviation ?? 0, n, confidence), n };
    }
    case 'level':
      // Of no facts at all an aggregate gives no row, or, without groups, one of zeros.
      return { value: 'absent' in measure && n === 0 ? measure.absent : (aggregates.level ?? 0), ...unbounded };
    case 'derived': {
      const parts = Object.fromEntries(Object.keys(measure.parts).map((name) => [name, aggregates[name] ?? 0]));
      const value = measure.formula({ ...parts, n });
      return { value: Number.isFinite(value) ? value : null, ...unbounded };
    }
  }
}

/** A part of a whole; null where there is nothing to divide by, or too little to give a number. */
export function quotient(part: number, whole: number): number | null {
  const value = part / whole;
  return Number.isFinite(value) ? value : null;
}

/** Whether changes of this measure are tested for significance. */
export function isTested(measure: Measure): boolean {
  return measure.kind === 'ratio' || measure.kind === 'score';
}

/** The p-value of a change between two periods; null where there is no test or nothing to test. */
export function pValueOfChange(measure: Measure, own: Aggregates, earlier: Aggregates): number | null {
  switch (measure.kind) {
    case 'ratio': {
      const proportion = ({ numerator, n }: Aggregates) => ({ successes: numerator ?? 0, trials: n ?? 0 });
      return proportionsPValue(proportion(own), proportion(earlier));
    }
    case 'score': {
      const sample = ({ promoters, detractors, n }: Aggregates) => ({
        promoters: promoters ?? 0,
        detractors: detractors ?? 0,
        answers: n ?? 0,
      });
      return netPromoterPValue(sample(own), sample(earlier));
    }
    default:
      return null;
  }
}
