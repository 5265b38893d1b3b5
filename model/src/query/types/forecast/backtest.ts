import type { Notice } from '../../shared/answer';
import type { Forecast } from './compute-forecast';
import { mean, range } from './method/arithmetic';
import { outlookOf, type Outlook } from './method/band';
import type { Constants, ForecastInterval } from './method/constants';

/** The forecast of a past period as at its beginning, and what was won in it. */
export interface BacktestedPeriod extends Outlook {
  actual: number;
  /** What was won in the period before. */
  periodBefore: number;
  /** What was won in the same period a year before; null where nothing had ever been won by then. */
  yearBefore: number | null;
}

/**
 * The last periods as they were forecast at their beginnings; the running period is not among them.
 * @returns an entry for each, null before the first win
 */
export function backtest(forecast: Forecast, count: number, { year }: Constants): (BacktestedPeriod | null)[] {
  return range(count).map((index) => {
    const back = count - index;
    const found = forecast.at(back, 0);
    return (
      found && {
        ...outlookOf(found.expected, found, 0, 1),
        actual: forecast.wonIn(back) ?? 0,
        periodBefore: forecast.wonIn(back + 1) ?? 0,
        yearBefore: forecast.wonIn(back + year),
      }
    );
  });
}

/**
 * Says by how much the forecasts of past periods were off, beside the period before and the same period a year before as
 * forecast; a warning where one of these was as good. No percentages: they reward forecasts that are too low, and there
 * is none of a period in which nothing was won.
 * @param periods one at least
 */
export function backtestNotice(periods: readonly BacktestedPeriod[], interval: ForecastInterval): Notice {
  const errorOf = (forecast: (period: BacktestedPeriod) => number) =>
    mean(periods.map((period) => Math.abs(forecast(period) - period.actual)));
  const isCompared = periods.every(({ yearBefore }) => yearBefore !== null);
  const own = errorOf(({ expected }) => expected);
  const before = errorOf(({ periodBefore }) => periodBefore);
  const yearBefore = isCompared ? errorOf((period) => period.yearBefore ?? 0) : null;
  const held = periods.filter(({ low, high, actual }) => low <= actual && actual <= high).length;
  const span = periods.length === 1 ? `last ${interval}` : `last ${periods.length} ${interval}s`;
  const rivals = [
    `the ${interval} before as forecast by ${amount(before)}`,
    ...(yearBefore === null ? [] : [`the same ${interval} a year before by ${amount(yearBefore)}`]),
  ];
  const text = `In the ${span} the forecast was off by ${amount(own)} a ${interval}; ${rivals.join(', ')}. The band held ${held} of ${periods.length}.`;
  return own < Math.min(before, yearBefore ?? Infinity)
    ? { severity: 'info', code: 'backtest', text }
    : {
        severity: 'warning',
        code: 'backtest',
        text: `A naive forecast did as well: do not plan with this one. ${text}`,
      };
}

const amount = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 0 });
