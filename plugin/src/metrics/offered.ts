import {
  CATALOGUE,
  COMPARISONS,
  DIMENSIONS,
  INTERVALS,
  OUTPUTS,
  QUERY_TYPES,
  queryTypes,
  type Dimension,
  type Interval,
  type Metric,
  type Output,
} from '@saleshub/model';
import type { ComboboxOption } from '@grafana/ui';
import { explainQuery } from '../query/explain-query';
import { strings, titleOf } from '../strings';
import type { SaleshubQuery } from '../types';

/** What the type, the metric and the parameters of a query leave to choose from. */
export interface Offers {
  splits: Dimension[];
  /** Whether more than one dimension may be split by. */
  severalSplits: boolean;
  filters: Dimension[];
  intervals: (Interval | 'auto')[];
  comparisons: (typeof COMPARISONS)[number][];
  outputs: Output[];
}

/**
 * Finds out by asking the query contract itself: what it accepts is offered.
 * @param query with its variables filled in
 */
export function offersOf(query: SaleshubQuery): Offers {
  const base = baseOf(query);
  const accepts = (fields: object) => base !== undefined && explainQuery({ ...base, ...fields }) === undefined;
  const splits = DIMENSIONS.filter((name) => accepts({ groupBy: [name] }));
  const compared = { compareTo: 'compareTo' in query ? query.compareTo : undefined };
  return {
    splits,
    severalSplits: accepts({ groupBy: splits.slice(0, 2) }),
    filters: DIMENSIONS.filter((dimension) => accepts({ filters: [{ dimension, operator: 'is_empty' }] })),
    intervals: (['auto', ...INTERVALS] as const).filter((interval) => accepts({ interval })),
    comparisons: COMPARISONS.filter((compareTo) => accepts({ compareTo })),
    outputs: OUTPUTS.filter((output) => accepts(compared.compareTo ? { ...compared, output } : { output })),
  };
}

/** What decides which other fields a query may have; undefined while that cannot be asked itself. */
function baseOf(query: SaleshubQuery): object | undefined {
  const decisive = ['queryType', 'metric', 'metrics', 'parameters'];
  const fields = Object.entries(query).filter(([name]) => decisive.includes(name));
  const withParameters = Object.fromEntries(fields);
  const without = Object.fromEntries(fields.filter(([name]) => name !== 'parameters'));
  return [withParameters, without].find((base) => explainQuery(base) === undefined);
}

/** Whether queries of a type have a field. */
export function hasField(queryType: string, field: string): boolean {
  const type = QUERY_TYPES.find((name) => name === queryType);
  return type !== undefined && field in queryTypes[type].schema.shape;
}

/** Every metric of the catalogue, by group. */
export function metricOptions(): ComboboxOption[] {
  return CATALOGUE.map(({ id, title, group, definition }) => ({
    value: id,
    label: title,
    group,
    description: definition,
  }));
}

/** What stands beside a metric's definition: its unit, which way is better, its sample guard. */
export function describeMetric({ unit, direction, minimumSample }: Metric): string {
  const { units, directions, sample } = strings.summary;
  return [units[unit], directions[direction], ...(minimumSample > 0 ? [sample(minimumSample)] : [])].join(' · ');
}

export function dimensionOption(name: string): ComboboxOption {
  return { value: name, label: titleOf(name) };
}

/** Options from a closed list and the words for it. */
export function optionsOf<Name extends string>(
  names: readonly Name[],
  words: Readonly<Record<Name, string>>,
): (ComboboxOption<Name> & { label: string })[] {
  return names.map((value) => ({ value, label: words[value] }));
}
