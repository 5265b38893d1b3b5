/** The probability of each whole number from 0 on. */
export type Probabilities = readonly number[];

/** Of 0 to `most`, from the likeliest number outwards by how much likelier its right neighbour is. */
function fromRatios(most: number, likeliest: number, ratio: (x: number) => number): Probabilities {
  const found = new Array<number>(most + 1).fill(0);
  found[likeliest] = 1;
  let sum = 1;
  for (let x = likeliest, value = 1; x < most; x++) sum += found[x + 1] = value *= ratio(x);
  for (let x = likeliest, value = 1; x > 0; x--) sum += found[x - 1] = value /= ratio(x - 1);
  return found.map((value) => value / sum);
}

/** Of the successes in n trials. */
export function binomial(n: number, probability: number): Probabilities {
  if (probability === 0 || probability === 1) {
    return Array.from({ length: n + 1 }, (_, x) => (x === n * probability ? 1 : 0));
  }
  const likeliest = Math.min(n, Math.floor((n + 1) * probability));
  return fromRatios(n, likeliest, (x) => ((n - x) * probability) / ((x + 1) * (1 - probability)));
}

/** Of a count; what is left out at the right end is less likely than 1e-15. */
export function poisson(mean: number): Probabilities {
  return fromRatios(Math.ceil(mean + 9 * Math.sqrt(mean) + 25), Math.floor(mean), (x) => mean / (x + 1));
}

/** How people answer the Net Promoter question: the shares of promoters and of detractors. */
export interface Opinion {
  promoters: number;
  detractors: number;
}

/** Calls with each result of n answers to the Net Promoter question and its probability. */
export function forEachAnswer(
  n: number,
  opinion: Opinion,
  visit: (promoters: number, detractors: number, probability: number) => void,
): void {
  binomial(n, opinion.promoters).forEach((probability, promoters) => {
    const share = opinion.detractors / (1 - opinion.promoters);
    binomial(n - promoters, share).forEach((rest, detractors) => visit(promoters, detractors, probability * rest));
  });
}

/** The probability of the numbers from `low` to `high`. */
export function between(probabilities: Probabilities, low: number, high: number): number {
  let sum = 0;
  for (let x = Math.max(0, low); x <= high && x < probabilities.length; x++) sum += probabilities[x] ?? 0;
  return sum;
}
