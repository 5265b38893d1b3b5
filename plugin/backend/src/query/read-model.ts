import { QueryError } from '@saleshub/model';
import type { DataQuery } from '@saleshub/plugin-protocol';

/** What Grafana itself keeps in a saved query, beside what its editor put there. */
const GRAFANA_FIELDS: ReadonlySet<string> = new Set([
  'refId',
  'key',
  'hide',
  'datasource',
  'datasourceId',
  'intervalMs',
  'maxDataPoints',
  'timeRange',
  'resultAssertions',
  'scopes',
  'adhocFilters',
  'groupByKeys',
]);

/**
 * The query of a panel or an alert rule, without what Grafana adds to it.
 * @throws QueryError where it is not a JSON object
 */
export function readModel({ json, queryType }: DataQuery): Record<string, unknown> {
  const saved = parseObject(json);
  const own = Object.entries(saved).filter(([name]) => !GRAFANA_FIELDS.has(name));
  const model: Record<string, unknown> = Object.fromEntries(own);
  // Grafana knows the query type as well, and may know it alone.
  if (!model.queryType) delete model.queryType;
  return queryType === '' ? model : { queryType, ...model };
}

function parseObject(json: Uint8Array): object {
  try {
    const value: unknown = JSON.parse(Buffer.from(json).toString());
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below, as for other values that are no query.
  }
  throw new QueryError('invalid_query', '', 'A query is a JSON object.');
}
