import { findMetric, parseQuery, type Metric } from '@saleshub/model';
import type { SaleshubQuery } from '../types';

/**
 * The metric of a query whose variables are filled in, in the variant that its parameters choose; where they choose
 * none that there is, as the catalogue has it. Undefined for queries that are not about one metric.
 */
export function chosenMetric(query: SaleshubQuery): Metric | undefined {
  if (!('metric' in query)) return undefined;
  const { metric, parameters } = query;
  try {
    const checked = parseQuery({ queryType: 'metric', metric, parameters });
    return checked.queryType === 'metric' ? checked.definition : undefined;
  } catch {
    return findMetric(metric ?? '');
  }
}
