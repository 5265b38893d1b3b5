import { QueryError, ownFields } from '@saleshub/model';
import type { DataQuery } from '@saleshub/plugin-protocol';

/**
 * The query of a panel or an alert rule, without what Grafana adds to it.
 * @throws QueryError where it is not a JSON object
 */
export function readModel({ json, queryType }: DataQuery): Record<string, unknown> {
  const saved = parseObject(json);
  const model = ownFields(saved);
  // Grafana knows the query type as well, and may know it alone.
  if (!model.queryType) delete model.queryType;
  return queryType === '' ? model : { queryType, ...model };
}

function parseObject(json: Uint8Array): object {
  try {
    const value: unknown = JSON.parse(Buffer.from(json).toString());
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Reported below, as for other values that are no query.
  }
  throw new QueryError('invalid_query', '', 'A query is a JSON object.');
}
