import { DIMENSIONS, type Dimension, type Filter } from '@saleshub/model';
import type { DataQuery } from '@grafana/schema';

/** What a dashboard variable lists. */
export type VariableList =
  | { kind: 'metrics' }
  | {
      kind: 'dimension_values';
      dimension: Dimension;
      /** Narrows the values to those that the metric's facts have. */
      metric?: string;
      /** Narrows them to those that hold this text. */
      search?: string;
      /** Narrows them to those of facts that pass; other variables may stand in them. */
      filters?: readonly Filter[];
    };

/** The same as the variable editor saves it. */
export type VariableQuery = VariableList & DataQuery;

const CALL = /^\s*(metrics|dimension_values)\s*\(\s*(\w*)\s*\)\s*$/;

/**
 * Reads a saved variable: what the editor saved, or the text `metrics()` or `dimension_values(team)`.
 * @throws Error with what it may be
 */
export function readVariableQuery(saved: unknown): VariableList {
  const { kind, dimension, metric, search, filters } = typeof saved === 'string' ? readCall(saved) : readFields(saved);
  if (kind === 'metrics') return { kind };
  const known = DIMENSIONS.find((name) => name === dimension);
  if (kind === 'dimension_values' && known) {
    return {
      kind,
      dimension: known,
      ...(isText(metric) && { metric }),
      ...(isText(search) && { search }),
      // What they say is for the backend to judge.
      ...(Array.isArray(filters) && filters.length > 0 && { filters: filters as Filter[] }),
    };
  }
  throw new Error(
    kind === 'dimension_values'
      ? `dimension must be one of ${DIMENSIONS.join(', ')}.`
      : 'A variable lists metrics() or dimension_values(DIMENSION).',
  );
}

interface Parts {
  kind?: unknown;
  dimension?: unknown;
  metric?: unknown;
  search?: unknown;
  filters?: unknown;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function readCall(text: string): Parts {
  const [, kind, dimension] = CALL.exec(text) ?? [];
  return { kind, dimension };
}

function readFields(saved: unknown): Parts {
  if (typeof saved !== 'object' || saved === null) return {};
  // Grafana keeps a variable that was written as text as the field `query` of an object.
  if ('query' in saved && typeof saved.query === 'string') return readCall(saved.query);
  return saved;
}
