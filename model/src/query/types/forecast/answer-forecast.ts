import type { AnswerColumn, AnswerRow, Notice, TableAnswer } from '../../shared/answer';
import { backtest, backtestNotice, type BacktestedPeriod } from './backtest';
import type { Basis, Forecast, ForecastRequest } from './compute-forecast';
import { describeForecast, isThin, thinNotices, thinPartsNotices } from './explain-forecast';
import type { PartedForecast } from './forecast-parts';
import { outlookOf, type Outlook } from './method/band';
import { CONSTANTS } from './method/constants';
import type { CheckedForecastQuery } from './schema';

type ForecastTable = Pick<TableAnswer<'forecast'>, 'columns' | 'rows' | 'notices'>;

const money = (name: string): AnswerColumn => ({ name, type: 'number', unit: 'money' });
const OPEN_COUNT: AnswerColumn = { name: 'open_count', type: 'number', unit: 'count' };

/**
 * The periods ahead, or the past ones with `backtest`, each with a row for every part; and what a reader should know, the
 * errors before first.
 */
export function answerForecast(
  { whole, parts }: PartedForecast,
  request: ForecastRequest,
  query: CheckedForecastQuery,
): ForecastTable {
  const [dimension] = query.groupBy;
  const { interval, listed } = request;
  const constants = CONSTANTS[interval];
  const isBacktest = query.parameters.backtest !== undefined;
  const first = isBacktest ? listed : 0;
  const basis = whole.basisAt(first);
  const rowsOf = isBacktest ? pastRows : aheadRows;
  const tables = parts.map(({ name, forecast }) =>
    rowsOf(forecast, request, query).map(({ time = null, ...cells }): AnswerRow => ({
      time,
      ...(dimension && { [dimension]: name }),
      ...cells,
    })),
  );
  const measured = backtest(whole, listed, constants).filter(
    (one, index): one is BacktestedPeriod => one !== null && !withholds(whole.basisAt(listed - index), query),
  );
  return {
    columns: [
      { name: 'time', type: 'time' },
      ...(dimension ? [{ name: dimension, type: 'text' } as const] : []),
      ...['expected', 'low', 'high'].map(money),
      ...(isBacktest ? [money('actual')] : [money('won'), OPEN_COUNT]),
    ],
    rows: (tables[0] ?? []).flatMap((_, index) => tables.map((rows) => rows[index]).filter((row) => row !== undefined)),
    notices: [
      ...(measured.length === 0 ? [] : [errorNotice(measured, whole, isBacktest, request)]),
      ...thinNotices(basis, query.minSample, interval, constants),
      ...(dimension
        ? thinPartsNotices(
            parts.map(({ forecast }) => forecast.basisAt(first)),
            query.minSample,
            interval,
            dimension,
          )
        : []),
    ],
  };
}

/** By how much past forecasts were off; beside a forecast of what lies ahead, what it is made of. */
function errorNotice(
  measured: readonly BacktestedPeriod[],
  whole: Forecast,
  isBacktest: boolean,
  { interval }: ForecastRequest,
): Notice {
  const notice = backtestNotice(measured, interval);
  return isBacktest ? notice : { ...notice, text: `${notice.text} ${describeForecast(whole)}`.trimEnd() };
}

function aheadRows(forecast: Forecast, { asOf, periods }: ForecastRequest, query: CheckedForecastQuery): AnswerRow[] {
  const basis = forecast.basisAt(0);
  return periods.ahead.map(({ start, end }, ahead) => {
    const [won, left] = ahead === 0 ? [forecast.wonIn(0) ?? 0, (end - asOf) / (end - start)] : [0, 1];
    const found = forecast.at(0, ahead);
    const outlook = found && outlookOf(found.expected, found, won, left);
    return { time: start, ...shown(outlook, basis, query), won, open_count: forecast.openCounts[ahead] ?? 0 };
  });
}

function pastRows(
  forecast: Forecast,
  { interval, periods, listed }: ForecastRequest,
  query: CheckedForecastQuery,
): AnswerRow[] {
  const backtested = backtest(forecast, listed, CONSTANTS[interval]);
  return periods.past.slice(-listed).map(({ start }, index) => {
    const back = listed - index;
    const outlook = backtested[index] ?? null;
    return { time: start, ...shown(outlook, forecast.basisAt(back), query), actual: forecast.wonIn(back) ?? 0 };
  });
}

/** The columns of a forecast, empty where there is none or where it is withheld. */
function shown(
  outlook: Outlook | null,
  basis: Basis,
  query: CheckedForecastQuery,
): Record<keyof Outlook, number | null> {
  if (!outlook || withholds(basis, query)) return { expected: null, low: null, high: null };
  const { expected, low, high } = outlook;
  return { expected, low, high };
}

const withholds = (basis: Basis, { minSample, onLowSample }: CheckedForecastQuery): boolean =>
  onLowSample === 'withhold' && isThin(basis, minSample);
