import { gammaQuantile } from '../../../../statistics/gamma-quantile';
import { clip, sum } from './arithmetic';
import type { Constants } from './constants';
import type { WonSeries } from './series';

/** The probability of the band. */
export const BAND = 0.8;

/** How what is won scatters around its forecast. */
export interface Scatter {
  variance: number;
  /** The chance that nothing is won. */
  emptyChance: number;
}

/** A forecast made at an origin, and what was won in its period. */
export interface PastForecast {
  expected: number;
  actual: number;
}

/** The weight of the mean amount in the chance of a period without a win, in periods. */
const EMPTY_PRIOR = 4;

/**
 * The scatter around a forecast: that of the errors of earlier ones as far ahead, scaled to its size, with a prior of
 * independent deals of the recent amounts (a compound Poisson variance).
 * @param past the forecasts as far ahead, the latest first; null at an origin without one
 * @param series the complete periods
 */
export function scatterOf(
  expected: number,
  past: readonly (PastForecast | null)[],
  { won, squares, wins }: WonSeries,
  { recent, band: { decay, weight: priorWeight } }: Constants,
): Scatter {
  const recentWins = wins.slice(-recent);
  // Where nothing was won of late, earlier amounts are all that is known of their size.
  const from = recentWins.some((count) => count > 0) ? -recent : 0;
  const amounts = sum(won.slice(from));
  let [weight, error] = [0, 0];
  past.forEach((one, back) => {
    if (!one) return;
    const scale = one.expected > 0 ? clip(expected / one.expected, 1 / 3, 3) : 1;
    weight += decay ** back;
    error += decay ** back * scale * (one.actual - one.expected) ** 2;
  });
  const independent = amounts > 0 ? (expected * sum(squares.slice(from))) / amounts : 0;
  const total = priorWeight + weight;
  const empty = recentWins.filter((count) => count === 0).length;
  const emptyByChance = amounts > 0 ? Math.exp((-expected * sum(wins.slice(from))) / amounts) : 1;
  return {
    variance: ((priorWeight * independent + error) / total) * (1 + 2 / total),
    emptyChance: Math.min(0.95, (empty + EMPTY_PRIOR * emptyByChance) / (recentWins.length + EMPTY_PRIOR)),
  };
}

/** The central band around a forecast; it always reaches up to the forecast, which a few large amounts can put high. */
function bandOf(expected: number, scatter: Scatter): { low: number; high: number } {
  return {
    low: quantile(expected, scatter, (1 - BAND) / 2),
    high: Math.max(expected, quantile(expected, scatter, (1 + BAND) / 2)),
  };
}

/** A quantile of what is won: nothing with the chance of that, else as a gamma distribution. */
export function quantile(expected: number, { variance, emptyChance }: Scatter, probability: number): number {
  if (expected <= 0 || probability <= emptyChance) return 0;
  const chance = 1 - emptyChance;
  const mean = expected / chance;
  const remaining = Math.max((variance + expected ** 2) / chance - mean ** 2, 0.01 * mean ** 2);
  return gammaQuantile(mean, remaining, (probability - emptyChance) / chance);
}

/** What is expected of a period between the ends of its band, in the reporting currency. */
export interface Outlook {
  expected: number;
  low: number;
  high: number;
}

/**
 * The outlook of a period in which something has been won already and of which a share is left: that share of what was
 * expected at its beginning is still to come.
 */
export function outlookOf(expected: number, { variance, emptyChance }: Scatter, won: number, left: number): Outlook {
  const rest = left * expected;
  const band = bandOf(rest, { variance: left * variance, emptyChance: emptyChance ** left });
  return { expected: won + rest, low: won + band.low, high: won + band.high };
}
