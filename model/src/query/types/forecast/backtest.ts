import type { Notice } from '../../shared/answer';

/** The forecast of a period, and what was won in it. */
export interface BacktestedPeriod {
  expected: number | null;
  low: number | null;
  high: number | null;
  actual: number;
  /** What was won in the period before. */
  periodBefore: number;
  /** What was won in the same period a year before; null where nothing had ever been won by then. */
  yearBefore: number | null;
}

/** The errors of a forecast beside those of two that need no model, in money a period. */
interface BacktestErrors {
  forecast: number;
  periodBefore: number;
  /** Null where not every period has one a year before. */
  yearBefore: number | null;
}

/**
 * Mean absolute errors over the periods that have a forecast. No percentages: they reward forecasts that are too low,
 * and have no value in a period in which nothing was won.
 */
function errorsOf(periods: readonly BacktestedPeriod[]): BacktestErrors {
  const error = (forecasts: readonly (number | null)[]): number | null => {
    const errors = periods.flatMap(({ actual }, index) => {
      const forecast = forecasts[index] ?? null;
      return forecast === null ? [] : [Math.abs(forecast - actual)];
    });
    return errors.length < periods.length ? null : errors.reduce((sum, one) => sum + one, 0) / errors.length;
  };
  return {
    forecast: error(periods.map(({ expected }) => expected)) ?? 0,
    periodBefore: error(periods.map(({ periodBefore }) => periodBefore)) ?? 0,
    yearBefore: error(periods.map(({ yearBefore }) => yearBefore)),
  };
}

/**
 * Says how well the forecasts of past periods did, beside the period before and the same period a year before; a warning
 * where one of these was as good. Nothing where no period has a forecast.
 */
export function compareWithNaive(periods: readonly BacktestedPeriod[], interval: 'week' | 'month'): Notice[] {
  const forecast = periods.filter(({ expected }) => expected !== null);
  if (forecast.length === 0) return [];
  const errors = errorsOf(forecast);
  const held = forecast.filter(
    ({ low, high, actual }) => (low ?? Infinity) <= actual && actual <= (high ?? -Infinity),
  ).length;
  const rivals = [
    `the ${interval} before as forecast by ${amount(errors.periodBefore)}`,
    ...(errors.yearBefore === null ? [] : [`the same ${interval} a year before by ${amount(errors.yearBefore)}`]),
  ].join(', ');
  const span = forecast.length === 1 ? `last ${interval}` : `last ${forecast.length} ${interval}s`;
  const measured = `In the ${span} the forecast was off by ${amount(errors.forecast)} a ${interval}; ${rivals}. The band held ${held} of ${forecast.length}.`;
  const isBeaten = errors.forecast >= Math.min(errors.periodBefore, errors.yearBefore ?? Infinity);
  return [
    isBeaten
      ? {
          severity: 'warning',
          code: 'backtest',
          text: `A naive forecast did as well: do not plan with this one. ${measured}`,
        }
      : { severity: 'info', code: 'backtest', text: measured },
  ];
}

const amount = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 0 });
