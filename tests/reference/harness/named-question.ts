import { HISTORY_DIMENSION, NAME_FIELDS, nameWithin } from '../histories/history';
import type { Filter } from '../plain/filters';
import type { Metric } from '../plain/metric';
import { METRICS } from '../plain/metrics';
import type { Question } from '../plain/question';

/** Whether the metric can tell histories apart; one that cannot is asked of all that the hub ever received. */
export function isOfHistories({ metric }: Pick<Question, 'metric'>): boolean {
  const { dimensions }: Metric = METRICS[metric];
  return dimensions.includes(HISTORY_DIMENSION);
}

/** The question about the named histories alone: its filters speak of their people, accounts and stages. */
export function aboutOnly<Asked extends Pick<Question, 'metric' | 'filters'>>(
  question: Asked,
  histories: readonly string[],
): Asked {
  const filters = question.filters.map((filter) => withNames(filter, histories));
  if (!isOfHistories(question)) return { ...question, filters };
  return { ...question, filters: [...filters, { dimension: HISTORY_DIMENSION, operator: 'in', values: histories }] };
}

function withNames(filter: Filter, histories: readonly string[]): Filter {
  if (!NAME_FIELDS.includes(filter.dimension) || filter.operator === 'matches') return filter;
  return { ...filter, values: filter.values.flatMap((name) => histories.map((key) => nameWithin(key, name))) };
}
