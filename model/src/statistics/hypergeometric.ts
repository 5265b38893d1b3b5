/** How likely each number from `first` on is, relative to the likeliest one. */
export interface Distribution {
  first: number;
  likelihoods: number[];
}

/** What is so much less likely than the likeliest number is left out. */
const NEGLIGIBLE = 1e-20;

/**
 * How many of `successes` fall to the left when they are dealt out by chance to `left + right` places.
 * Computed from the likeliest number outwards by the ratio of neighbours, so that nothing overflows.
 */
export function hypergeometric(left: number, right: number, successes: number): Distribution {
  const low = Math.max(0, successes - right);
  const high = Math.min(successes, left);
  const likeliest = Math.floor(((left + 1) * (successes + 1)) / (left + right + 2));
  const mode = Math.min(high, Math.max(low, likeliest));
  /** How much likelier one success more is. */
  const ratio = (x: number) => ((left - x) * (successes - x)) / ((x + 1) * (right - successes + x + 1));
  const likelihoods: number[] = [];
  for (let x = mode, value = 1; x > low && value > NEGLIGIBLE; x--) likelihoods.push((value /= ratio(x - 1)));
  const first = mode - likelihoods.length;
  likelihoods.reverse().push(1);
  for (let x = mode, value = 1; x < high && value > NEGLIGIBLE; x++) likelihoods.push((value *= ratio(x)));
  return { first, likelihoods };
}

/** The mean of a function of the number; of one that is 1 or 0, the probability that it is 1. */
export function expectation({ first, likelihoods }: Distribution, of: (x: number) => number): number {
  let x = first;
  let total = 0;
  let sum = 0;
  for (const likelihood of likelihoods) {
    total += likelihood;
    sum += likelihood * of(x++);
  }
  return sum / total;
}
