import { startOfDate } from '../../../calendar/calendar';
import { prepared, type PreparedQuery } from '../../query-type';
import type { AnswerColumn, AnswerRow, TableAnswer } from '../../shared/answer';
import { checkRange, type QueryContext } from '../../shared/context';
import { filterParameters } from '../../shared/filters';
import { bindParameters, timeParameter, type Statement } from '../../shared/sql';
import { backtest, backtestNotice, type BacktestedPeriod } from './backtest';
import { computeForecast, originsWithDeals, type Forecast, type ForecastRequest } from './compute-forecast';
import { basisOf, describeForecast, isThin, thinNotices, type Basis } from './explain-forecast';
import { BAND, outlookOf, type Outlook } from './method/band';
import { CONSTANTS } from './method/constants';
import { LEARNING_DAYS } from './method/deals';
import { periodsAround } from './periods';
import type { CheckedForecastQuery } from './schema';
import { dealsSql, openSql, periodsSql, readDeals, readOpen, readPeriod } from './statements';

const DAY = 86_400_000;

const money = (name: string): AnswerColumn => ({ name, type: 'number', unit: 'money' });
const BOUNDED: AnswerColumn[] = [{ name: 'time', type: 'time' }, money('expected'), money('low'), money('high')];
const AHEAD_COLUMNS: AnswerColumn[] = [...BOUNDED, money('won'), { name: 'open_count', type: 'number', unit: 'count' }];
const BACKTEST_COLUMNS: AnswerColumn[] = [...BOUNDED, money('actual')];

/**
 * What will be won in the next weeks or months, each with a band that holds four in five; or, with `backtest`, what the
 * forecasts of the last ones were as at their beginnings, beside what was won in them.
 */
export function prepareForecast(
  query: CheckedForecastQuery,
  context: QueryContext,
): PreparedQuery<TableAnswer<'forecast'>> {
  checkRange(context.range);
  const request = requestOf(query, context);
  const statements = statementsOf(request, query, context);
  return prepared(statements, ({ periods, deals, open }) => {
    const data = { periods: periods.map(readPeriod), sample: readDeals(deals), open: open.map(readOpen) };
    const forecast = computeForecast(request, data);
    const isBacktest = query.parameters.backtest !== undefined;
    return {
      queryType: 'forecast',
      title: `Forecast with a band of ${100 * BAND} %`,
      timeZone: request.calendar.timeZone,
      columns: isBacktest ? BACKTEST_COLUMNS : AHEAD_COLUMNS,
      ...(isBacktest ? answerBacktest(forecast, request, query) : answerAhead(forecast, request, query)),
      statements: Object.values(statements),
    };
  });
}

function requestOf(query: CheckedForecastQuery, { range, settings, now }: QueryContext): ForecastRequest {
  const calendar = {
    timeZone: query.timeZone ?? settings.timeZone,
    weekStart: query.weekStart ?? settings.weekStart,
  };
  const { asOf: stated, backtest: count, horizon } = query.parameters;
  const asOf = stated === undefined ? Math.min(range.to, now) : instantOf(stated, calendar.timeZone);
  return {
    ...{ interval: query.interval, calendar, asOf },
    periods: periodsAround(asOf, query.interval, count === undefined ? horizon : 1, calendar),
    listed: count ?? CONSTANTS[query.interval].recent,
  };
}

function statementsOf(
  { periods: { past }, listed, asOf, calendar }: ForecastRequest,
  query: CheckedForecastQuery,
  { settings }: QueryContext,
): Record<'periods' | 'deals' | 'open', Statement> {
  const bind = (sql: string, from: number) =>
    bindParameters(sql, {
      from: timeParameter(from),
      as_of: timeParameter(asOf),
      time_zone: calendar.timeZone,
      primary_sources: settings.primarySources,
      ...filterParameters(query.filters),
    });
  const first = past[0]?.start ?? asOf;
  const firstWithDeals = past.at(1 - originsWithDeals(listed))?.start ?? first;
  return {
    periods: bind(periodsSql(query, calendar.weekStart), first),
    deals: bind(dealsSql(query), firstWithDeals - LEARNING_DAYS * DAY),
    open: bind(openSql(query), first),
  };
}

type RowsAndNotices = Pick<TableAnswer<'forecast'>, 'rows' | 'notices'>;

function answerAhead(forecast: Forecast, request: ForecastRequest, query: CheckedForecastQuery): RowsAndNotices {
  const { interval, asOf, periods, listed } = request;
  const { rolling, series, wonSoFar, openCounts } = forecast;
  const constants = CONSTANTS[interval];
  const origin = series.won.length;
  const basis = basisOf(forecast, origin);
  const rows = periods.ahead.map(({ start, end }, ahead): AnswerRow => {
    const [won, left] = ahead === 0 ? [wonSoFar, (end - asOf) / (end - start)] : [0, 1];
    const found = rolling.at(origin, ahead);
    const outlook = found && outlookOf(found.expected, found, won, left);
    return { time: start, ...shown(outlook, basis, query), won, open_count: openCounts[ahead] ?? 0 };
  });
  const measured = backtest(forecast, Math.min(listed, origin), constants).filter((one) => one !== null);
  const description = describeForecast(forecast, interval, constants);
  const notices = measured.length === 0 ? [] : [backtestNotice(measured, interval)];
  return {
    rows,
    notices: [
      ...notices.map((notice) => ({ ...notice, text: `${notice.text} ${description}`.trimEnd() })),
      ...thinNotices(basis, query.minSample, interval, constants),
    ],
  };
}

function answerBacktest(
  forecast: Forecast,
  { interval, periods, listed }: ForecastRequest,
  query: CheckedForecastQuery,
): RowsAndNotices {
  const constants = CONSTANTS[interval];
  const first = forecast.series.won.length - listed;
  const listedPeriods = periods.past.slice(-listed);
  const bases = listedPeriods.map((_, index) => basisOf(forecast, first + index));
  const backtested = backtest(forecast, listed, constants);
  const rows = listedPeriods.map(({ start }, index): AnswerRow => {
    const basis = bases[index] ?? basisOf(forecast, 0);
    const one = backtested[index] ?? null;
    return { time: start, ...shown(one, basis, query), actual: forecast.series.won[first + index] ?? 0 };
  });
  const measured = backtested.filter(
    (one, index): one is BacktestedPeriod => one !== null && rows[index]?.expected !== null,
  );
  return {
    rows,
    notices: [
      ...(measured.length === 0 ? [] : [backtestNotice(measured, interval)]),
      ...thinNotices(bases[0] ?? basisOf(forecast, 0), query.minSample, interval, constants),
    ],
  };
}

/** The columns of a forecast, empty where there is none or where it is withheld. */
function shown(
  outlook: Outlook | null,
  basis: Basis,
  { minSample, onLowSample }: CheckedForecastQuery,
): Record<keyof Outlook, number | null> {
  if (!outlook || (onLowSample === 'withhold' && isThin(basis, minSample)))
    return { expected: null, low: null, high: null };
  const { expected, low, high } = outlook;
  return { expected, low, high };
}

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** The instant that a date (its midnight in the time zone) or an RFC 3339 time names, milliseconds since 1970. */
function instantOf(text: string, timeZone: string): number {
  return DATE_ONLY.test(text) ? startOfDate(text, timeZone) : Date.parse(text);
}
