import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import studentCdf from '@stdlib/stats-base-dists-t-cdf';

/** What each day of a period came to, in order, also those that came to nothing. */
export interface DailyTotals {
  /** The weekday of the first one, 0 to 6; from which day on they are numbered does not matter. */
  firstWeekday: number;
  totals: readonly number[];
}

const WEEK = 7;
/** From as many weeks on in each period, what weeks came to is looked at, too. */
const FEWEST_WEEKS = 4;
/** Of periods that differ more in length a few large days of the shorter one would pass for a change. */
const MOST_UNEQUAL = 2;

/**
 * Two-sided p-value of the hypothesis that days came to the same in both periods, but for chance and the weekday. It is
 * the larger of two: by how much days of the same weekday differ, and, from four weeks on, by how much weeks differ, since
 * busy days come together.
 * Source: Student's t-test of the period's effect in a linear model that has effects of weekday and period; H. Scheffé,
 * "The Analysis of Variance" (1959), chapter 4.
 * @returns null where there are too few days in common to judge by, one period is more than twice as long, or nothing
 * happened in either
 */
export function totalsPValue(own: DailyTotals, earlier: DailyTotals): number | null {
  const lengths = [own.totals.length, earlier.totals.length];
  if (Math.max(...lengths) > MOST_UNEQUAL * Math.min(...lengths)) return null;
  if ([...own.totals, ...earlier.totals].every((total) => total === 0)) return null;
  const byDays = effectPValue(byWeekday(own), byWeekday(earlier));
  const [weeks, weeksBefore] = [wholeWeeks(own), wholeWeeks(earlier)];
  if (byDays === null || Math.min(weeks.length, weeksBefore.length) < FEWEST_WEEKS) return byDays;
  return Math.max(byDays, effectPValue([weeks], [weeksBefore]) ?? 0);
}

/**
 * The same of counts: at least the p-value of the exact test of two Poisson rates, so that a few events are no change
 * whichever days they lie on.
 * Source: J. Przyborowski, H. Wilenski, "Homogeneity of results in testing samples from Poisson series", Biometrika 31
 * (1940).
 */
export function countsPValue(own: DailyTotals, earlier: DailyTotals): number | null {
  const pValue = totalsPValue(own, earlier);
  if (pValue === null) return null;
  const [count, events] = [sum(own.totals), sum(own.totals) + sum(earlier.totals)];
  const share = own.totals.length / (own.totals.length + earlier.totals.length);
  const tail = Math.min(binomialCdf(count, events, share), 1 - binomialCdf(count - 1, events, share));
  return Math.max(pValue, Math.min(1, 2 * tail));
}

function byWeekday({ firstWeekday, totals }: DailyTotals): number[][] {
  return Array.from({ length: WEEK }, (_, weekday) =>
    totals.filter((_total, day) => (firstWeekday + day) % WEEK === weekday),
  );
}

function wholeWeeks({ totals }: DailyTotals): number[] {
  return Array.from({ length: Math.floor(totals.length / WEEK) }, (_, week) =>
    sum(totals.slice(week * WEEK, (week + 1) * WEEK)),
  );
}

/** What rounding leaves of a sum of squares. */
const ROUNDING = 1e-12;

/** The p-value of the effect of the period on observations in blocks, each of which has a level of its own. */
function effectPValue(own: readonly number[][], earlier: readonly number[][]): number | null {
  let [weight, difference, unexplained, squares, degrees] = [0, 0, 0, 0, -1];
  for (const [index, block] of own.entries()) {
    const blockBefore = earlier[index] ?? [];
    const all = [...block, ...blockBefore];
    if (all.length === 0) continue;
    const mean = sum(all) / all.length;
    squares += sum(all.map((value) => value ** 2));
    unexplained += sum(all.map((value) => (value - mean) ** 2));
    degrees += all.length - 1;
    if (block.length === 0 || blockBefore.length === 0) continue;
    const shared = (block.length * blockBefore.length) / all.length;
    weight += shared;
    difference += shared * (sum(block) / block.length - sum(blockBefore) / blockBefore.length);
  }
  if (weight === 0 || degrees < 1) return null;
  const explained = difference ** 2 / weight;
  const residual = unexplained - explained;
  if (residual <= ROUNDING * squares) return explained <= ROUNDING * squares ? 1 : 0;
  return 2 * studentCdf(-Math.sqrt((explained * degrees) / residual), degrees);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
