import type { AnswerRow, MetricAnswer } from '../../answer';

export interface Ranked {
  name: string;
  /** From 1; those of the same worth share the better place, and the next one is as many places behind. Null without a value. */
  place: number | null;
}

/** The rows of a breakdown from the best to the worst; those without a value stand at the end, by name. */
export function rank(answer: MetricAnswer | undefined, by: string): Ranked[] {
  if (!answer) return [];
  const isLowerBetter = answer.metric.direction === 'lower';
  const worths = answer.rows.map((row) => ({ name: String(row[by]), worth: worthOf(row, isLowerBetter) }));
  worths.sort((left, right) => compare(left.worth, right.worth) || (left.name < right.name ? -1 : 1));
  return worths.map(({ name, worth }) => ({
    name,
    place: worth === null ? null : 1 + worths.findIndex((other) => other.worth === worth),
  }));
}

/** The bound that is less favourable, the more the better; the value where there is no interval. */
function worthOf({ value, low, high }: AnswerRow, isLowerBetter: boolean): number | null {
  if (typeof value !== 'number') return null;
  const bound = isLowerBetter ? high : low;
  const worth = typeof bound === 'number' ? bound : value;
  return isLowerBetter ? -worth : worth;
}

function compare(left: number | null, right: number | null): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return right - left;
}
