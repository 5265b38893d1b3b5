import { startOfDate } from '../../../calendar/calendar';
import { prepared, type PreparedQuery } from '../../query-type';
import type { TableAnswer } from '../../shared/answer';
import { checkRange, type QueryContext } from '../../shared/context';
import { filterParameters } from '../../shared/filters';
import { bindParameters, timeParameter, type Statement } from '../../shared/sql';
import { answerForecast } from './answer-forecast';
import { originsWithDeals, type ForecastRequest } from './compute-forecast';
import { forecastParts } from './forecast-parts';
import { BAND } from './method/band';
import { CONSTANTS } from './method/constants';
import { LEARNING_DAYS } from './method/deals';
import { periodsAround } from './periods';
import type { CheckedForecastQuery } from './schema';
import { dealsSql, openSql, periodsSql, type ForecastScope } from './statements';

const DAY = 86_400_000;

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
  const statements = forecastStatements(request, query, context);
  return prepared(statements, (rows) => ({
    queryType: 'forecast',
    title: `Forecast with a band of ${100 * BAND} %`,
    timeZone: request.calendar.timeZone,
    ...answerForecast(forecastParts(request, rows, query.groupBy.length > 0), request, query),
    statements: Object.values(statements),
  }));
}

function requestOf(query: CheckedForecastQuery, { range, settings, now }: QueryContext): ForecastRequest {
  const calendar = {
    timeZone: query.timeZone ?? settings.timeZone,
    weekStart: query.weekStart ?? settings.weekStart,
    fiscalYear: settings.fiscalYear,
  };
  const { asOf: stated, backtest: count, horizon } = query.parameters;
  const asOf = stated === undefined ? Math.min(range.to, now) : instantOf(stated, calendar.timeZone);
  return {
    ...{ interval: query.interval, calendar, asOf },
    periods: periodsAround(asOf, query.interval, count === undefined ? horizon : 1, calendar),
    listed: count ?? CONSTANTS[query.interval].recent,
  };
}

/** What is read to make a forecast. */
export function forecastStatements(
  { periods: { past }, listed, asOf, calendar }: ForecastRequest,
  query: ForecastScope,
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

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** The instant that a date (its midnight in the time zone) or an RFC 3339 time names, milliseconds since 1970. */
function instantOf(text: string, timeZone: string): number {
  return DATE_ONLY.test(text) ? startOfDate(text, timeZone) : Date.parse(text);
}
