import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import { parseQuery, type QueryInput } from '@saleshub/model';
import { DATA_SOURCE } from './data-source';
import { EXAMPLE_VALUES } from './variables';

type SavedMetricQuery = Extract<QueryInput, { queryType: 'metric' }>;

/** What a panel asks for: a query that names its metric. */
export type MetricQueryInput = Omit<SavedMetricQuery, 'queryType' | 'version' | 'metric' | 'compareTo'> & {
  metric: string;
  /** Also a variable. */
  compareTo?: string;
};

/** A query of any type; texts may be variables of the dashboard. */
export type PanelQuery = { queryType: QueryInput['queryType'] } & Record<string, unknown>;

/** A panel's query for a metric. */
export function metricQuery(asked: MetricQueryInput, refId = 'A'): Builder<Dataquery> {
  return panelQuery({ queryType: 'metric', ...asked }, refId);
}

/**
 * A panel's query, checked while the dashboard is built.
 * @throws QueryError where the data source would refuse it
 */
export function panelQuery(asked: PanelQuery, refId = 'A'): Builder<Dataquery> {
  const query = { version: 1, ...asked };
  parseQuery(JSON.parse(fillIn(JSON.stringify(query))));
  const target = { refId, datasource: DATA_SOURCE, ...query, _implementsDataqueryVariant: () => undefined };
  return { build: () => target };
}

/** A query with a value that each variable may have. */
function fillIn(text: string): string {
  return Object.entries(EXAMPLE_VALUES).reduce((filled, [name, value]) => filled.replaceAll(`$${name}`, value), text);
}
