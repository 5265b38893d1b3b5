import { clip, mean, sum } from './arithmetic';

const LEAST_RATIOS = 6;
const [SMALLEST, LARGEST] = [0.3, 3];

/**
 * By how much each group of periods, such as the third months of quarters, differs from the level around it: 1 is no
 * difference. Means of ratios to a centred moving average, drawn to 1 by as much as the groups differ by chance
 * (empirical Bayes: without a season there is no index).
 * Source: B. Efron and C. Morris, "Stein's estimation rule and its competitors", JASA 68 (1973).
 * @param groups the group of each value, from 0 to `count` - 1
 * @param halfWindow values on each side of the moving average; it is cut at the ends
 */
export function seasonalIndex(
  values: readonly number[],
  groups: readonly number[],
  count: number,
  halfWindow: number,
): number[] {
  const ratios: number[][] = Array.from({ length: count }, () => []);
  values.forEach((value, index) => {
    const level = meanAround(values, index, halfWindow);
    if (level > 0) ratios[groups[index] ?? 0]?.push(value / level);
  });
  const all = ratios.flat();
  const seen = ratios.filter((group) => group.length > 0);
  if (all.length < LEAST_RATIOS || seen.filter((group) => group.length > 1).length < 2) return ratios.map(() => 1);
  const within = sum(seen.flatMap((group) => squaredDeviations(group))) / Math.max(1, all.length - seen.length);
  const means = seen.map(mean);
  const byChance = mean(seen.map((group) => within / group.length));
  const between = Math.max(0, sum(squaredDeviations(means)) / (means.length - 1) - byChance);
  return ratios.map((group) => {
    if (group.length === 0) return 1;
    const total = between + within / group.length;
    const trust = total > 0 ? between / total : 0;
    return clip(1 + trust * (mean(group) / mean(all) - 1), SMALLEST, LARGEST);
  });
}

/** The mean of the values around one, cut at the ends. */
function meanAround(values: readonly number[], index: number, halfWindow: number): number {
  const [first, end] = [Math.max(0, index - halfWindow), Math.min(values.length, index + halfWindow + 1)];
  let total = 0;
  for (let place = first; place < end; place++) total += values[place] ?? 0;
  return total / (end - first);
}

function squaredDeviations(values: readonly number[]): number[] {
  const centre = mean(values);
  return values.map((value) => (value - centre) ** 2);
}
