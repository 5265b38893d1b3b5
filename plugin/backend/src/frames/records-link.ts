import { OTHER, QueryError, parseQuery } from '@saleshub/model';
import type { DataLink, PageLink } from './frame';

/** The data source that a link asks, as Grafana names it. */
export interface LinkedDataSource {
  uid: string;
  name: string;
}

/**
 * Links from the groups of a metric's answer to the records that their numbers count; undefined where the metric has none.
 * @param model the query as it was asked: what its check adds to parameters is not for another query to state
 * @returns the link of the group that has these values, by dimension; undefined for all other groups together
 */
export function recordsLinks(
  model: Record<string, unknown>,
  { uid, name }: LinkedDataSource,
): ((group: Readonly<Record<string, string>>) => DataLink | undefined) | undefined {
  const query = parseQuery(model);
  if (query.queryType !== 'metric') return undefined;
  const { version, metric, timeZone, filters } = query;
  const { parameters = {} } = model;
  const records = { version, queryType: 'records', metric, ...(timeZone && { timeZone }), filters, parameters };
  if (!isAskable(records)) return undefined;
  return (group) => {
    if (Object.values(group).includes(OTHER)) return undefined;
    const own = Object.entries(group).map(([dimension, value]) => ({ dimension, operator: 'in', values: [value] }));
    return {
      title: 'Records behind this number',
      url: '',
      internal: { datasourceUid: uid, datasourceName: name, query: { ...records, filters: [...filters, ...own] } },
    };
  };
}

function isAskable(query: object): boolean {
  try {
    parseQuery(query);
    return true;
  } catch (error) {
    if (error instanceof QueryError) return false;
    throw error;
  }
}

/** A link to the address that another column of the row holds; null where there is none, and Grafana shows no link. */
export function pageLink(column: string): PageLink {
  return { title: 'Open in its tool', url: `\${__data.fields["${column}"]:raw}`, targetBlank: true };
}

/** The value of a dimension in the row that a link is followed from, as Grafana fills it in. */
export function rowValue(dimension: string): string {
  return `\${__data.fields["${dimension}"]}`;
}
