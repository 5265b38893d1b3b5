import { OPERATORS, type Filter } from '@saleshub/model';

/** A saved query of any type as the editor's inputs show it, whatever is wrong with it. */
export interface Draft {
  metric: string;
  metrics: string[];
  statistic: string;
  shape: string;
  interval: string;
  timeZone: string;
  weekStart: string;
  groupBy: string[];
  filters: Filter[];
  compareTo: string;
  /** Undefined is no. */
  wholeBuckets: true | undefined;
  target: true | undefined;
  minSample: number | undefined;
  onLowSample: string;
  confidence: number | undefined;
  output: string;
  limit: number | undefined;
  parameters: Readonly<Record<string, unknown>>;
}

/** What the inputs change; a field that is undefined is left out of what is saved. */
export type DraftChange = { [Name in keyof Draft]?: Draft[Name] | undefined };

/** Reads what can be read; a field that holds something else shows as empty, and parseQuery says what is wrong with it. */
export function readDraft(query: object): Draft {
  const saved: Readonly<Record<string, unknown>> = { ...query };
  return {
    metric: text(saved.metric),
    metrics: texts(saved.metrics),
    statistic: text(saved.statistic),
    shape: text(saved.shape),
    interval: text(saved.interval),
    timeZone: text(saved.timeZone),
    weekStart: text(saved.weekStart),
    groupBy: texts(saved.groupBy),
    filters: list(saved.filters).flatMap(readFilter),
    compareTo: text(saved.compareTo),
    wholeBuckets: saved.wholeBuckets === true || undefined,
    target: saved.target === true || undefined,
    minSample: number(saved.minSample),
    onLowSample: text(saved.onLowSample),
    confidence: number(saved.confidence),
    output: text(saved.output),
    limit: number(saved.limit),
    parameters: isRecord(saved.parameters) ? saved.parameters : {},
  };
}

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

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: unknown): string[] {
  return list(value).filter((entry) => typeof entry === 'string');
}
