/** Draws by chance; `chance` gives numbers from 0 to below 1. */
type Chance = () => number;

/** A standard normal number: G. E. P. Box, M. E. Muller, Annals of Mathematical Statistics 29 (1958). */
export function normal(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
}

/** A time with a mean of 1 whose end is as likely at every moment. */
export function exponential(chance: Chance): number {
  return -Math.log(1 - chance());
}

/** How many events there are where so many are expected: arrivals until the time is over. */
export function poisson(chance: Chance, mean: number): number {
  let events = -1;
  for (let time = 0; time <= mean; time += exponential(chance)) events++;
  return events;
}

/** A number between two, as likely to be doubled from 20 to 40 as from 100 to 200. */
export function size(chance: Chance, least: number, most: number): number {
  return Math.round(least * (most / least) ** chance());
}

/** How often something with this probability happens in n trials. */
export function successes(chance: Chance, n: number, probability: number): number {
  let found = 0;
  for (let trial = 0; trial < n; trial++) if (chance() < probability) found++;
  return found;
}
