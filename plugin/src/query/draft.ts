import { OPERATORS, type Filter } from '@saleshub/model';
import type { SavedMetricQuery } from '../types';

/** A saved metric query as the editor's inputs show it, whatever is wrong with it. */
export interface Draft {
  metric: string;
  statistic: string;
  shape: string;
  interval: string;
  groupBy: string[];
  filters: Filter[];
  compareTo: string;
  minSample: number | undefined;
  onLowSample: string;
  output: string;
  parameters: Readonly<Record<string, unknown>>;
}

/** Reads what can be read; a field that holds something else shows as empty, and parseQuery says what is wrong with it. */
export function readDraft(query: SavedMetricQuery): Draft {
  const saved: Readonly<Record<keyof Draft, unknown>> = { ...EMPTY, ...query };
  return {
    metric: text(saved.metric),
    statistic: text(saved.statistic),
    shape: text(saved.shape) || 'time_series',
    interval: text(saved.interval) || 'auto',
    groupBy: texts(saved.groupBy),
    filters: list(saved.filters).flatMap(readFilter),
    compareTo: text(saved.compareTo),
    minSample: typeof saved.minSample === 'number' ? saved.minSample : undefined,
    onLowSample: text(saved.onLowSample),
    output: text(saved.output),
    parameters: isRecord(saved.parameters) ? saved.parameters : {},
  };
}

const EMPTY: Readonly<Record<keyof Draft, undefined>> = {
  metric: undefined,
  statistic: undefined,
  shape: undefined,
  interval: undefined,
  groupBy: undefined,
  filters: undefined,
  compareTo: undefined,
  minSample: undefined,
  onLowSample: undefined,
  output: undefined,
  parameters: undefined,
};

function readFilter(saved: unknown): Filter[] {
  if (!isRecord(saved)) return [];
  const operator = OPERATORS.find((name) => name === saved.operator) ?? 'in';
  return [{ dimension: text(saved.dimension), operator, values: texts(saved.values) }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: unknown): string[] {
  return list(value).filter((entry) => typeof entry === 'string');
}
