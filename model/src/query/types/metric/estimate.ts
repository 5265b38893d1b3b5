import type { Measure, Statistic } from '../../../catalogue/metric';
import type { ResultCell } from '../../query-type';
import {
  meanInterval,
  netPromoterInterval,
  poissonInterval,
  wilsonInterval,
  type ConfidenceInterval,
} from '../../../statistics/intervals';

/** A number with its sample and its interval. */
export interface Estimate extends ConfidenceInterval {
  value: number | null;
  n: number;
}

/** The aggregates of one bucket and group, as ClickHouse gives them; lists are what changes are tested by. */
export type Aggregates = Readonly<Record<string, ResultCell | undefined>>;

/** An aggregate that is a number; null where there is none. */
export function numberIn(aggregates: Aggregates, name: string): number | null {
  const aggregate = aggregates[name];
  return typeof aggregate === 'number' ? aggregate : null;
}

/** Makes the value, its interval and its sample from a measure's aggregates; missing ones mean no facts. */
export function estimate(
  measure: Measure,
  statistic: Statistic | undefined,
  aggregates: Aggregates,
  confidence: number,
): Estimate {
  const number = (name: string) => numberIn(aggregates, name);
  const n = number('n') ?? 0;
  const unbounded = { low: null, high: null, n };
  switch (measure.kind) {
    case 'count':
      return { value: n, ...poissonInterval(n, confidence), n };
    case 'sum':
      return { value: number('total') ?? 0, ...unbounded };
    case 'ratio': {
      const numerator = number('numerator') ?? 0;
      return { value: n === 0 ? null : numerator / n, ...wilsonInterval(numerator, n, confidence), n };
    }
    case 'share': {
      const denominator = number('denominator') ?? 0;
      return { value: denominator === 0 ? null : (number('numerator') ?? 0) / denominator, ...unbounded };
    }
    case 'score': {
      const promoters = number('promoters') ?? 0;
      const detractors = number('detractors') ?? 0;
      const value = n === 0 ? null : (100 * (promoters - detractors)) / n;
      return { value, ...netPromoterInterval(promoters, detractors, n, confidence), n };
    }
    case 'distribution': {
      const value = n === 0 ? null : number('value');
      if ((statistic ?? measure.defaultStatistic) !== 'mean' || value === null) {
        return { value, low: number('low'), high: number('high'), n };
      }
      return { value, ...meanInterval(value, number('deviation') ?? 0, n, confidence), n };
    }
    case 'level':
      // Of no facts at all an aggregate gives no row, or, without groups, one of zeros.
      return { value: 'absent' in measure && n === 0 ? measure.absent : (number('level') ?? 0), ...unbounded };
    case 'derived': {
      const parts = Object.fromEntries(Object.keys(measure.parts).map((name) => [name, number(name) ?? 0]));
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
