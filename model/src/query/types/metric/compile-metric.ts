import {
  automaticInterval,
  endOfInterval,
  estimateBuckets,
  isShorter,
  wholeIntervals,
  type Bucket,
  type DaySpan,
  type Interval,
  type TimeRange,
} from '../../../calendar/calendar';
import { facts } from '../../../catalogue/facts';
import { checkRange, type QueryContext } from '../../shared/context';
import type { CheckedMetricQuery } from './check-metric';
import { extentSql } from './extent';
import { metricParameters, windowOf } from './metric-parameters';
import { earlierPeriod, ownPeriod, periodParameters, type Cut, type EarlierPeriod, type Period } from './period';
import { QueryError } from '../../shared/query-error';
import { hasRosterRows, rosterSql } from './roster';
import { bindParameters, type Statement } from '../../shared/sql';
import { metricSql } from './statements';
import { targetsSql } from './targets';
import { askedTest } from './change-test';
import { comparedDays } from './compared-days';
import { forecastParameters } from './forecast-for-metric';
import type { WeeksAhead } from '../forecast/weeks-ahead';

export const MAXIMUM_POINTS = 11_000;
/** Of metrics that look at everything again at each point. */
export const MAXIMUM_LOOKS = 1_000;

/** The statements of a metric query, with what is needed to read their rows. */
export interface CompiledMetric {
  own: Statement;
  /** The same for the period that it is compared with. */
  earlier?: Statement;
  /** That period, with what each bucket is compared with. */
  earlierPeriod?: EarlierPeriod;
  /** The whole days of each bucket, and of what it is compared with; set where a change is tested by its days. */
  days?: readonly { own: DaySpan; earlier: DaySpan }[];
  /** The groups that have a row in any case. */
  roster?: Statement;
  /** What is aimed at, where the query asks for it and somebody could have a target. */
  targets?: Statement;
  /** Where the facts lie, whatever the range. */
  extent?: Statement;
  query: CheckedMetricQuery;
  cut: Cut;
  /** What is counted; of a query for whole buckets, what there is of them. */
  range: TimeRange;
  /** The buckets of a time series; otherwise the whole range as one. */
  buckets: readonly Bucket[];
  /** The interval of a time series; null otherwise. */
  interval: Interval | null;
  timeZone: string;
  /** Below this sample a value is marked. */
  minimumSample: number;
  /** When the last bucket's interval ends by the calendar, often after the range; absent without an interval. */
  runsUntil?: number;
  /** A bucket that ends after this has not had its metric's window yet; absent for metrics without one. */
  matureBefore?: number;
}

/**
 * Turns a metric query into SQL. Pure: the same query and context give the same text.
 * @throws QueryError when the range or the number of points is out of bounds
 */
export function compileMetric(
  query: CheckedMetricQuery,
  context: QueryContext,
  forecasts: Partial<Record<'own' | 'earlier', WeeksAhead>> = {},
): CompiledMetric {
  const { settings, now } = context;
  checkRange(context.range);
  const timeZone = query.timeZone ?? settings.timeZone;
  const weekStart = query.weekStart ?? settings.weekStart;
  const interval = query.shape === 'time_series' ? chooseInterval(query, context) : null;
  const cut: Cut = { interval, timeZone, weekStart, fiscalYear: settings.fiscalYear };
  const range = query.wholeBuckets ? wholeRange(query, cut, context) : context.range;
  const window = windowOf(query, context);
  const known = { metric: query.metric, ...metricParameters(query, context) };
  const statement = (sql: string, period: Period, forecast?: WeeksAhead) =>
    bindParameters(sql, { ...known, ...periodParameters(period, cut), ...forecastParameters(forecast) });
  const own = ownPeriod(range, cut, now);
  const extent = extentSql(query);
  const targets = targetsSql(query);
  const earlier = query.compareTo && earlierPeriod(query.compareTo, own, cut, now);
  return {
    own: statement(metricSql(query, own, cut), own, forecasts.own),
    ...(earlier && {
      earlier: statement(metricSql(query, earlier, cut), earlier, forecasts.earlier),
      earlierPeriod: earlier,
      ...(isTestedByDay(query) && { days: comparedDays({ own, earlier, now }, cut) }),
    }),
    ...(hasRosterRows(query) && { roster: statement(rosterSql(query), own) }),
    ...(targets !== null && { targets: statement(targets, own) }),
    ...(extent !== undefined && { extent: statement(extent, own) }),
    query,
    cut,
    buckets: own.buckets,
    interval,
    timeZone,
    minimumSample: minimumSampleOf(query, context),
    range,
    ...(interval && { runsUntil: endOfInterval(range.to - 1, interval, cut) }),
    ...(window && { matureBefore: window.matureBefore }),
  };
}

/** What the range has of whole buckets that are over; without a series, of days or of the interval that the query states. */
function wholeRange(query: CheckedMetricQuery, cut: Cut, { range, now }: QueryContext): TimeRange {
  const interval = cut.interval ?? (query.interval === 'auto' ? 'day' : query.interval);
  const whole = wholeIntervals({ from: range.from, to: Math.min(range.to, now) }, interval, cut);
  if (whole) return whole;
  const reason = `The range has no whole ${interval} that is over. Ask for a longer range or a shorter interval.`;
  throw new QueryError('no_whole_bucket', 'wholeBuckets', reason);
}

/** Whether a change is judged by how much days differ. */
function isTestedByDay(query: CheckedMetricQuery): boolean {
  const test = askedTest(query);
  return test === 'count' || test === 'sum';
}

function chooseInterval(query: CheckedMetricQuery, { range }: QueryContext): Interval {
  const { shortestInterval, facts: name } = query.definition;
  if (query.interval !== 'auto' && shortestInterval && isShorter(query.interval, shortestInterval)) {
    const reason = `${query.metric} can be asked for by ${shortestInterval} or longer, not by ${query.interval}.`;
    throw new QueryError('interval_too_short', 'interval', reason);
  }
  const interval = query.interval === 'auto' ? automaticInterval(range, shortestInterval) : query.interval;
  if (isTestedByDay(query) && query.output !== undefined && isShorter(interval, 'week')) {
    const reason = `${query.output} of ${query.metric} needs several days: ask by week or longer, or for a total.`;
    throw new QueryError('interval_too_short', 'interval', reason);
  }
  const points = estimateBuckets(range, interval);
  const maximum = facts[name].read === 'points' ? MAXIMUM_LOOKS : MAXIMUM_POINTS;
  if (points <= maximum) return interval;
  throw new QueryError(
    'too_many_points',
    'interval',
    `The range has about ${points} points by ${interval}; at most ${maximum} are answered. Ask for a shorter range or a longer interval.`,
  );
}

function minimumSampleOf(query: CheckedMetricQuery, { settings }: QueryContext): number {
  return query.minSample ?? settings.minimumSamples[query.metric] ?? query.definition.minimumSample;
}
