import { NO_VALUE } from '../../../catalogue/dimensions';
import type { AnswerRow } from '../../shared/answer';
import type { MetricAnswer } from '../metric/answer-metric';

export interface Ranked {
  name: string;
  /**
   * From 1; those of the same worth share the better place, and the next one is as many places behind. Null without a
   * value, and for what belongs to nobody.
   */
  place: number | null;
}

/** The larger, the better: first the first number, then the second. */
type Worth = readonly [sample: number, worth: number];

/** The rows of a breakdown from the best to the worst; those without a place stand at the end, by name. */
export function rank(answer: MetricAnswer | undefined, by: string): Ranked[] {
  if (!answer) return [];
  const isLowerBetter = answer.metric.direction === 'lower';
  const worths = answer.rows.map((row) => {
    const name = String(row[by]);
    return { name, worth: name === NO_VALUE ? null : worthOf(row, isLowerBetter) };
  });
  worths.sort((left, right) => compare(left.worth, right.worth) || (left.name < right.name ? -1 : 1));
  return worths.map(({ name, worth }) => ({
    name,
    place: worth === null ? null : 1 + worths.findIndex((other) => compare(other.worth, worth) === 0),
  }));
}

/** The bound that is less favourable; where there is none the value, of a sample that is large enough before others. */
function worthOf({ value, low, high, low_sample }: AnswerRow, isLowerBetter: boolean): Worth | null {
  if (typeof value !== 'number') return null;
  const bound = isLowerBetter ? high : low;
  const [isEnough, worth] = typeof bound === 'number' ? [true, bound] : [low_sample !== true, value];
  return [Number(isEnough), isLowerBetter ? -worth : worth];
}

function compare(left: Worth | null, right: Worth | null): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return right[0] - left[0] || right[1] - left[1];
}
