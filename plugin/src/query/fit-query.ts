import { isOwnField } from '@saleshub/model';
import type { SaleshubQuery } from '../types';
import { hasField } from '../metrics/offered';
import { explainQuery } from './explain-query';

/** A part of a query that does not fit its metric. */
export interface DroppedPart {
  field: string;
  /** The dimension or the parameter, where the field holds several parts. */
  name?: string;
}

export interface FittedQuery {
  query: SaleshubQuery;
  dropped: DroppedPart[];
}

type Fields = Record<string, unknown>;
type Fits = (part: Fields) => boolean;

/** What identifies a query, where its type has it; the rest has to fit it. */
const IDENTITY: ReadonlySet<string> = new Set(['version', 'queryType', 'metric', 'metrics']);

/**
 * A query without the parts that its metric does not have, and which ones they were; undefined where the metric, or
 * the version, is itself unknown, so that nothing can be said to fit.
 * @param interpolate fills in the dashboard's variables, for a part to be judged by what it stands for
 */
export function fitQuery(
  query: SaleshubQuery,
  interpolate: (query: SaleshubQuery) => SaleshubQuery,
): FittedQuery | undefined {
  const fields = Object.entries<unknown>({ ...query });
  const identifies = (name: string) => IDENTITY.has(name) && hasField(query.queryType, name);
  const [parts, fixed] = partition(fields, ([name]) => isOwnField(name) && !identifies(name));
  const kept = new Map(fixed);
  const dropped: DroppedPart[] = [];
  const fits: Fits = (part) =>
    explainQuery(interpolate({ ...Object.fromEntries(kept), ...part } as unknown as SaleshubQuery)) === undefined;
  if (!fits({})) return undefined;
  for (const [field, value] of parametersFirst(parts)) {
    const fitted = fitField(field, value, fits);
    if (fitted.value !== undefined) kept.set(field, fitted.value);
    dropped.push(...fitted.dropped);
  }
  // Saved dashboards are compared line by line: fields stay where they were. Each has been judged to fit.
  const ordered = fields.filter(([name]) => kept.has(name)).map(([name]) => [name, kept.get(name)] as const);
  return { query: Object.fromEntries(ordered) as unknown as SaleshubQuery, dropped };
}

interface FittedField {
  /** What is left of it; undefined where nothing is. */
  value?: unknown;
  dropped: DroppedPart[];
}

function fitField(field: string, value: unknown, fits: Fits): FittedField {
  if (fits({ [field]: value })) return { value, dropped: [] };
  if (Array.isArray(value)) return fitEntries(field, value, fits);
  if (field === 'parameters' && typeof value === 'object' && value !== null) return fitParameters(value, fits);
  return { dropped: [{ field }] };
}

function fitEntries(field: string, entries: readonly unknown[], fits: Fits): FittedField {
  const value: unknown[] = [];
  const dropped: DroppedPart[] = [];
  for (const entry of entries) {
    if (fits({ [field]: [...value, entry] })) value.push(entry);
    else dropped.push({ field, name: nameOf(entry) });
  }
  return { value, dropped };
}

function fitParameters(parameters: object, fits: Fits): FittedField {
  const value: Fields = {};
  const dropped: DroppedPart[] = [];
  for (const [name, given] of Object.entries<unknown>({ ...parameters })) {
    if (fits({ parameters: { ...value, [name]: given } })) value[name] = given;
    else dropped.push({ field: 'parameters', name });
  }
  return { value, dropped };
}

function nameOf(entry: unknown): string {
  if (typeof entry === 'object' && entry !== null && 'dimension' in entry) return String(entry.dimension);
  return String(entry);
}

type Field = readonly [name: string, value: unknown];

/** The parameters decide which dimensions there are. */
function parametersFirst(fields: readonly Field[]): Field[] {
  return partition(fields, ([name]) => name === 'parameters').flat();
}

function partition(fields: readonly Field[], belongs: (field: Field) => boolean): [Field[], Field[]] {
  return [fields.filter(belongs), fields.filter((field) => !belongs(field))];
}
