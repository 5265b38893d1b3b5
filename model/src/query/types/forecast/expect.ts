import type { Bucket } from '../../../calendar/calendar';
import { gammaBand } from '../../../statistics/gamma-band';
import type { Survival } from '../../../statistics/survival';
import type { ForecastInputs } from './forecast-inputs';

/** What is expected of one period, in the reporting currency. */
export interface Expectation {
  /** What has been won in it already, and what is still to come. */
  expected: number;
  low: number;
  high: number;
  won: number;
  /** Open deals that may still be closed in it. */
  openCount: number;
}

const DAY = 86_400_000;
/** The probability of the band. */
export const BAND = 0.8;

/**
 * What will be won in a period, as known at an instant: of each open deal its amount × the chance that it closes in the
 * period, given how old it is × the chance that it is won then; and of deals that do not exist yet as many as there
 * were of late. The band takes deals for independent, widened by how much more past periods scattered.
 */
export function expectPeriod(inputs: ForecastInputs, { start, end }: Bucket, asOf: number): Expectation {
  const { open, survival, winProbability, dispersion, wonAmount, winRate, creationRate } = inputs;
  const [from, to] = [Math.max(0, start - asOf) / DAY, Math.max(0, end - asOf) / DAY];
  const won = start <= asOf && asOf < end ? inputs.wonSoFar : 0;
  let [mean, variance, openCount] = [0, 0, 0];
  for (const { stage, age, count, amount, squares } of open) {
    const closing = closesWithin(survival, age + from, age + to, age);
    if (closing > 0) openCount += count;
    const probability = closing * winProbability(stage, age);
    mean += probability * amount;
    variance += probability * (1 - probability) * squares;
  }
  const newWins = creationRate * winRate * (closedOfNew(survival, to) - closedOfNew(survival, from));
  mean += newWins * wonAmount.mean;
  variance += newWins * wonAmount.square;
  const band = gammaBand(mean, variance * dispersion, BAND);
  return { expected: won + mean, low: won + band.low, high: won + band.high, won, openCount };
}

/** The chance to close between two ages of a deal that is open at an age; none for one older than any that ever closed. */
function closesWithin(survival: Survival, from: number, to: number, age: number): number {
  const open = survival(age);
  return open === 0 ? 0 : Math.max(0, survival(from) - survival(to)) / open;
}

/** Of deals that are created evenly, one a day, how many will have closed after some days. */
function closedOfNew(survival: Survival, days: number): number {
  let closed = 0;
  for (let age = 0; age < days; age++) {
    const step = Math.min(1, days - age);
    closed += step * (1 - (survival(age) + survival(age + step)) / 2);
  }
  return closed;
}
