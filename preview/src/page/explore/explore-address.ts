import type { DataQuery } from '@grafana/schema';

/** What the Explore page shows; its address holds it as Grafana's does, so that links to the evidence work here too. */
export interface ExploreState {
  range: { from: string; to: string };
  /** Undefined where the address names none. */
  query: DataQuery | undefined;
}

const DEFAULT_RANGE = { from: 'now-90d/d', to: 'now/d' };

/** Reads `?left={"range":{"from":…,"to":…},"queries":[…]}`; what cannot be read is left out. */
export function readExploreState(search: string): ExploreState {
  const left = parse(new URLSearchParams(search).get('left'));
  const { range, queries } = left as { range?: Partial<ExploreState['range']>; queries?: DataQuery[] };
  return {
    range: { from: range?.from ?? DEFAULT_RANGE.from, to: range?.to ?? DEFAULT_RANGE.to },
    query: queries?.[0],
  };
}

/** The search part of the address that shows a state, with what else stands in it. */
export function exploreSearch(search: string, { range, query }: ExploreState, dataSource: string): string {
  const parameters = new URLSearchParams(search);
  parameters.set('left', JSON.stringify({ range, datasource: dataSource, queries: query ? [query] : [] }));
  return `?${parameters.toString()}`;
}

function parse(text: string | null): object {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
