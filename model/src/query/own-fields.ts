/** What Grafana keeps in a saved query beside what its editor put there. */
const GRAFANA_FIELDS: ReadonlySet<string> = new Set([
  'refId',
  'key',
  'hide',
  'datasource',
  'datasourceId',
  'intervalMs',
  'maxDataPoints',
  'queryCachingTTL',
  'timeRange',
  'resultAssertions',
  'scopes',
  'adhocFilters',
  'groupByKeys',
]);

/** True where a field of a saved query belongs to the query contract, or was meant to. */
export function isOwnField(name: string): boolean {
  return !GRAFANA_FIELDS.has(name);
}

/** A saved query without what Grafana keeps in it. */
export function ownFields(saved: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(saved).filter(([name]) => isOwnField(name)));
}
