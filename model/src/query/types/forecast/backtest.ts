import type { Notice } from '../../shared/answer';

/** The forecast of a period, and what was won in it. */
export interface BacktestedPeriod {
  expected: number | null;
  low: number | null;
  high: number | null;
  actual: number;
}

/** What somebody would have said without looking at any deal, period by period. */
export interface NaiveForecasts {
  lastPeriod: readonly number[];
  lastYear: readonly number[];
}

/**
 * The mean absolute percentage error of forecasts; periods in which nothing was won have no percentage and are left out.
 * Null where none is left.
 */
export function meanAbsolutePercentageError(
  pairs: readonly { expected: number | null; actual: number }[],
): number | null {
  const errors = pairs.flatMap(({ expected, actual }) =>
    expected === null || actual === 0 ? [] : [Math.abs(expected - actual) / actual],
  );
  return errors.length === 0 ? null : errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

/** Says how well the forecasts did, beside the two that everybody can make. */
export function compareWithNaive(
  periods: readonly BacktestedPeriod[],
  { lastPeriod, lastYear }: NaiveForecasts,
): Notice[] {
  const known = periods.filter(({ expected }) => expected !== null);
  if (known.length === 0) return [];
  const held = known.filter(
    ({ low, high, actual }) => (low ?? Infinity) <= actual && actual <= (high ?? -Infinity),
  ).length;
  const naive = (forecasts: readonly number[]) =>
    meanAbsolutePercentageError(periods.map(({ actual }, index) => ({ expected: forecasts[index] ?? 0, actual })));
  const text = [
    `Mean error ${percent(meanAbsolutePercentageError(periods))}`,
    `the period before as forecast ${percent(naive(lastPeriod))}`,
    `the same period a year before ${percent(naive(lastYear))}`,
    `the band held ${held} of ${known.length} times`,
  ].join('; ');
  return [{ severity: 'info', code: 'backtest', text: `${text}.` }];
}

const percent = (share: number | null): string => (share === null ? 'unknown' : `${(100 * share).toFixed(1)} %`);
