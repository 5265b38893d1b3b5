import { mean } from './arithmetic';

const SMOOTHINGS = [0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8];
/** The level begins as the mean of so many values. */
const FIRST_VALUES = 4;

/** Simple exponential smoothing (R. G. Brown, 1956): the level after the last value, and its absolute errors on the way. */
export function smooth(values: readonly number[], smoothing: number): { level: number; error: number } {
  let level = mean(values.slice(0, FIRST_VALUES));
  let error = 0;
  for (const value of values) {
    error += Math.abs(value - level);
    level += smoothing * (value - level);
  }
  return { level, error };
}

/** The level with the smoothing whose forecasts one period ahead had the least error; the slowest of equals. */
export function levelOf(values: readonly number[]): number {
  const [first, ...others] = SMOOTHINGS.map((smoothing) => smooth(values, smoothing));
  return others.reduce((best, one) => (one.error < best.error ? one : best), first ?? smooth(values, 1)).level;
}
