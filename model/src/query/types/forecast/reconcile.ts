import { sum } from './method/arithmetic';
import type { PeriodForecast } from './method/rolling-forecast';
import type { Forecast } from './compute-forecast';

/**
 * The forecasts of parts, scaled so that they add up to that of the whole: each has the share that its own forecast has
 * of theirs (top-down by forecast proportions; G. Athanasopoulos, R. A. Ahmed and R. J. Hyndman, International Journal of
 * Forecasting 25, 2009).
 */
export function reconcile(whole: Forecast, parts: readonly Forecast[]): Forecast[] {
  const scaled = new Map<string, (PeriodForecast | null)[]>();
  const scaledAt = (back: number, ahead: number) => {
    const key = `${back} ${ahead}`;
    const known =
      scaled.get(key) ??
      scaleTo(
        whole.at(back, ahead),
        parts.map((part) => part.at(back, ahead)),
      );
    scaled.set(key, known);
    return known;
  };
  return parts.map((part, index) => ({ ...part, at: (back, ahead) => scaledAt(back, ahead)[index] ?? null }));
}

/** What is forecast of a part that has never won anything. */
const NOTHING: PeriodForecast = { expected: 0, variance: 0, emptyChance: 1, weights: {} };

function scaleTo(whole: PeriodForecast | null, parts: readonly (PeriodForecast | null)[]): (PeriodForecast | null)[] {
  if (!whole) return parts.map(() => null);
  const total = sum(parts.map((part) => part?.expected ?? 0));
  const factor = total > 0 ? whole.expected / total : 0;
  return parts.map((part) =>
    part ? { ...part, expected: factor * part.expected, variance: factor ** 2 * part.variance } : NOTHING,
  );
}
