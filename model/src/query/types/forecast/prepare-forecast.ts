import { buckets, endOfInterval, startOfDate, type Bucket, type CalendarContext } from '../../../calendar/calendar';
import { shiftBack } from '../../../calendar/shift';
import type { AnswerColumn, AnswerRow, Notice, TableAnswer } from '../../shared/answer';
import { checkRange, type QueryContext } from '../../shared/context';
import { filterParameters } from '../../shared/filters';
import { prepared, type PreparedQuery } from '../../query-type';
import { bindParameters, timeParameter, type Statement } from '../../shared/sql';
import { compareWithNaive } from './backtest';
import { type CheckedForecastQuery } from './schema';
import { BAND, expectPeriod } from './expect';
import { ENOUGH_PERIODS, readForecastInputs, type ForecastInputs } from './forecast-inputs';
import { LEARNING_DAYS, PAST_PERIODS, RECENT_DAYS, actualSql, forecastInputsSql } from './forecast-inputs-sql';

const DAY = 86_400_000;

const money = (name: string): AnswerColumn => ({ name, type: 'number', unit: 'money' });
const WITHHELD = { expected: null, low: null, high: null };
const BOUNDED: AnswerColumn[] = [{ name: 'time', type: 'time' }, money('expected'), money('low'), money('high')];

/**
 * What will be won in the next weeks or months, each with a band that holds four in five; or, with `backtest`, what the
 * forecasts of the last ones would have been, beside what was won in them.
 */
export function prepareForecast(
  query: CheckedForecastQuery,
  context: QueryContext,
): PreparedQuery<TableAnswer<'forecast'>> {
  const { range, settings, now } = context;
  checkRange(range);
  const calendar = {
    timeZone: query.timeZone ?? settings.timeZone,
    weekStart: query.weekStart ?? settings.weekStart,
  };
  const { asOf: stated, backtest } = query.parameters;
  const asOf = stated === undefined ? Math.min(range.to, now) : instantOf(stated, calendar.timeZone);
  const asked: Asked = { query, calendar, asOf, context };
  return backtest === undefined ? prepareAhead(asked) : prepareBacktest(asked, backtest);
}

interface Asked {
  query: CheckedForecastQuery;
  calendar: CalendarContext;
  asOf: number;
  context: QueryContext;
}

function prepareAhead(asked: Asked): PreparedQuery<TableAnswer<'forecast'>> {
  const { query, asOf } = asked;
  const first = periodOf(asOf, asked);
  const periods = following(first, query.parameters.horizon, asked);
  const statement = inputsStatement(asked, asOf, first.start);
  return prepared({ inputs: statement }, ({ inputs: rows }) => {
    const inputs = readForecastInputs(rows, pastPeriods(first.start, asked));
    const isWithheld = withholds(inputs, query);
    const table = periods.map((period): AnswerRow => {
      const { expected, low, high, won, openCount } = expectPeriod(inputs, period, asOf);
      const estimate = isWithheld ? WITHHELD : { expected, low, high };
      return { time: period.start, ...estimate, won, open_count: openCount };
    });
    const columns = [...BOUNDED, money('won'), { name: 'open_count', type: 'number', unit: 'count' } as const];
    return answerOf(asked, columns, table, thinNotices([inputs], query), [statement]);
  });
}

/** The forecast of each of the last periods as of its beginning; the running period is not among them. */
function prepareBacktest(asked: Asked, count: number): PreparedQuery<TableAnswer<'forecast'>> {
  const { query, asOf, calendar } = asked;
  const periods = preceding(periodOf(asOf, asked), count, asked);
  const [first, last] = [periods[0]?.start ?? asOf, periods.at(-1)?.end ?? asOf];
  const yearBefore = shiftBack(first, YEAR[query.interval], calendar);
  const actual = bind(actualSql(query, calendar.weekStart), asked, {
    from: timeParameter(yearBefore),
    to: timeParameter(last),
  });
  const statements: Record<string, Statement> = {
    ...Object.fromEntries(periods.map(({ start }) => [inputsAsOf(start), inputsStatement(asked, start, start)])),
    actual,
  };
  return prepared(statements, (results) => {
    const known = periods.map((period) => ({
      period,
      inputs: readForecastInputs(results[inputsAsOf(period.start)] ?? [], pastPeriods(period.start, asked)),
    }));
    const won = new Map((results.actual ?? []).map(({ bucket, won: sum }) => [Number(bucket) * 1000, Number(sum)]));
    const firstWon = Math.min(...won.keys());
    const backtested = known.map(({ period, inputs }) => {
      const { start } = period;
      const { expected, low, high } = withholds(inputs, query) ? WITHHELD : expectPeriod(inputs, period, start);
      const yearAgo = shiftBack(start, YEAR[query.interval], calendar);
      return {
        ...{ time: start, expected, low, high, actual: won.get(start) ?? 0 },
        periodBefore: won.get(periodOf(start - 1, asked).start) ?? 0,
        yearBefore: yearAgo < firstWon ? null : (won.get(yearAgo) ?? 0),
      };
    });
    const readInputs = known.map(({ inputs }) => inputs);
    return answerOf(
      asked,
      [...BOUNDED, money('actual')],
      backtested.map(({ time, expected, low, high, actual }) => ({ time, expected, low, high, actual })),
      [...compareWithNaive(backtested, query.interval), ...thinNotices(readInputs, query)],
      Object.values(statements),
    );
  });
}

/** The name of the statement that reads the inputs as of the beginning of a period. */
const inputsAsOf = (start: number) => `inputs as of ${new Date(start).toISOString()}`;

/** A year ago by the calendar: a month of the same name, a week of the same weekdays. */
const YEAR = { week: { days: 364, milliseconds: 0 }, month: { years: 1 } } as const;

function periodOf(time: number, { query, calendar }: Asked): Bucket {
  const [found] = buckets({ from: time, to: time + 1 }, query.interval, calendar);
  const start = found?.start ?? time;
  return { start, end: endOfInterval(time, query.interval, calendar) };
}

function following(first: Bucket, count: number, asked: Asked): Bucket[] {
  const periods = [first];
  while (periods.length < count) periods.push(periodOf(periods.at(-1)?.end ?? first.end, asked));
  return periods;
}

function preceding(running: Bucket, count: number, asked: Asked): Bucket[] {
  const periods: Bucket[] = [];
  let { start } = running;
  while (periods.length < count) {
    const period = periodOf(start - 1, asked);
    periods.unshift(period);
    start = period.start;
  }
  return periods;
}

/** The starts of the periods before one, from which the scatter is estimated. */
function pastPeriods(periodStart: number, asked: Asked): number[] {
  return preceding({ start: periodStart, end: periodStart }, PAST_PERIODS, asked).map(({ start }) => start);
}

function inputsStatement(asked: Asked, asOf: number, periodStart: number): Statement {
  return bind(forecastInputsSql(asked.query, asked.calendar.weekStart), asked, {
    as_of: timeParameter(asOf),
    learn_from: timeParameter(asOf - LEARNING_DAYS * DAY),
    recent_from: timeParameter(asOf - RECENT_DAYS * DAY),
    period_from: timeParameter(periodStart),
    past_from: timeParameter(pastPeriods(periodStart, asked)[0] ?? periodStart),
  });
}

function bind(sql: string, { query, calendar, context }: Asked, times: Record<string, string>): Statement {
  return bindParameters(sql, {
    ...times,
    time_zone: calendar.timeZone,
    primary_sources: context.settings.primarySources,
    ...filterParameters(query.filters),
  });
}

function withholds({ closed }: ForecastInputs, { minSample, onLowSample }: CheckedForecastQuery): boolean {
  return closed === 0 || (closed < minSample && onLowSample === 'withhold');
}

function thinNotices(inputs: readonly ForecastInputs[], { minSample }: CheckedForecastQuery): Notice[] {
  const closed = Math.min(...inputs.map((one) => one.closed));
  const periods = Math.min(...inputs.map((one) => one.pastPeriods));
  return [
    ...(closed < minSample
      ? [`Only ${closed} closed opportunities in the two years before: too few to decide on.`]
      : []),
    ...(periods < ENOUGH_PERIODS
      ? [`Only ${periods} periods before to measure their scatter by: the band may be too narrow.`]
      : []),
  ].map((text) => ({ severity: 'warning', code: 'low_sample', text }));
}

function answerOf(
  { calendar }: Asked,
  columns: AnswerColumn[],
  rows: AnswerRow[],
  notices: Notice[],
  statements: Statement[],
): TableAnswer<'forecast'> {
  const title = `Forecast with a band of ${100 * BAND} %`;
  return { queryType: 'forecast', title, timeZone: calendar.timeZone, columns, rows, notices, statements };
}

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** The instant that a date (its midnight in the time zone) or an RFC 3339 time names, milliseconds since 1970. */
function instantOf(text: string, timeZone: string): number {
  return DATE_ONLY.test(text) ? startOfDate(text, timeZone) : Date.parse(text);
}
