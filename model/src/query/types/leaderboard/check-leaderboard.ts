import { checkMetricQuery, type CheckedMetricQuery } from '../metric/check-metric';
import { QueryError } from '../../shared/query-error';
import { needsForecast } from '../metric/forecast-for-metric';
import { metricQuery } from '../metric/schema';
import { type LeaderboardQuery } from './schema';

/** A leaderboard whose every part fits all of its metrics. */
export interface CheckedLeaderboardQuery extends LeaderboardQuery {
  /** The query for each metric's column. */
  columns: [ranking: CheckedMetricQuery, ...others: CheckedMetricQuery[]];
}

/** @throws QueryError naming the metric, or the field that one of the metrics does not have */
export function checkLeaderboardQuery(query: LeaderboardQuery): CheckedLeaderboardQuery {
  const { metrics } = query;
  const twice = metrics.findIndex((id, index) => metrics.indexOf(id) < index);
  if (twice >= 0) throw new QueryError('invalid_value', `metrics.${twice}`, `metrics names ${metrics[twice]} twice.`);
  const [ranking, ...others] = metrics.map((id, index) => checkColumn(query, id, index));
  if (!ranking) throw new Error('The schema asks for two metrics at least');
  return { ...query, columns: [ranking, ...others] };
}

function checkColumn(query: LeaderboardQuery, metric: string, index: number): CheckedMetricQuery {
  const { groupBy, timeZone, weekStart, filters, minSample, onLowSample, confidence } = query;
  const shared = { groupBy, timeZone, weekStart, filters, minSample, onLowSample, confidence };
  try {
    const column = checkMetricQuery(metricQuery.parse({ queryType: 'metric', metric, shape: 'breakdown', ...shared }));
    if (!needsForecast(column)) return column;
    throw new QueryError('not_applicable', 'metric', `metric ${metric} is in no leaderboard: it needs a forecast.`);
  } catch (error) {
    if (!(error instanceof QueryError) || error.path !== 'metric') throw error;
    throw new QueryError(error.code, `metrics.${index}`, error.message.replace(/^metric /, `metrics.${index} `));
  }
}
