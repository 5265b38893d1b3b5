import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import { parseQuery, type QueryInput } from '@saleshub/model';
import { DATA_SOURCE } from './data-source';

type SavedMetricQuery = Extract<QueryInput, { queryType: 'metric' }>;

/** What a panel asks for: a query that names its metric. */
export type MetricQueryInput = Omit<SavedMetricQuery, 'queryType' | 'version' | 'metric'> & { metric: string };

/**
 * A panel's query for a metric, checked while the dashboard is built.
 * @throws QueryError where the data source would refuse it
 */
export function metricQuery(asked: MetricQueryInput, refId = 'A'): Builder<Dataquery> {
  const query: SavedMetricQuery = { version: 1, queryType: 'metric', ...asked };
  parseQuery(query);
  const target = { refId, datasource: DATA_SOURCE, ...query, _implementsDataqueryVariant: () => undefined };
  return { build: () => target };
}
