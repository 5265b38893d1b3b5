import {
  CATALOGUE,
  INTERVALS,
  OUTPUTS,
  facts,
  type Dimension,
  type Interval,
  type Metric,
  type Output,
} from '@saleshub/model';
import type { ComboboxOption } from '@grafana/ui';
import { explainQuery } from '../query/explain-query';
import { strings, titleOf } from '../strings';

/** Every metric of the catalogue, by group. */
export function metricOptions(): ComboboxOption[] {
  return CATALOGUE.map(({ id, title, group, definition }) => ({
    value: id,
    label: title,
    group,
    description: definition,
  }));
}

/** What a metric may be split and filtered by. */
export function dimensionsOf(metric: Metric): Dimension[] {
  const available: readonly Dimension[] = facts[metric.facts].dimensions;
  return metric.dimensions.filter((name) => available.includes(name));
}

/** The intervals that a metric can be shown by. */
export function intervalsOf({ id }: Metric): Interval[] {
  return INTERVALS.filter((interval) => explainQuery({ queryType: 'metric', metric: id, interval }) === undefined);
}

/** The numbers that a query may answer alone, with what it compares to. */
export function outputsOf({ id }: Metric, compareTo: string): Output[] {
  const compared = compareTo === '' ? {} : { compareTo };
  return OUTPUTS.filter(
    (output) => explainQuery({ queryType: 'metric', metric: id, ...compared, output }) === undefined,
  );
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
