import { CoreApp } from '@grafana/data';
import type { QueryType } from '@saleshub/model';
import type { SavedMetricQuery } from '../types';

/** What a new query asks: the win rate over time, or, for an alert rule, its one number for the whole range. */
export function defaultQuery(app?: CoreApp): Omit<SavedMetricQuery, 'refId'> {
  const query = { version: 1, queryType: 'metric', metric: 'win_rate' } as const;
  return app === CoreApp.UnifiedAlerting || app === CoreApp.CloudAlerting
    ? { ...query, shape: 'total', output: 'value' }
    : { ...query, shape: 'time_series', interval: 'auto' };
}

/** What a query of another type begins with, beside what it takes over from the one before. */
export function startOf(queryType: QueryType, app?: CoreApp): object {
  switch (queryType) {
    case 'metric':
      return defaultQuery(app);
    case 'leaderboard':
      return { version: 1, queryType, metrics: ['win_rate', 'won_value'] };
    case 'records':
      return { metric: 'win_rate', version: 1, queryType };
    default:
      return { version: 1, queryType };
  }
}
