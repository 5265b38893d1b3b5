import { findMetric, parseQuery, type Metric } from '@saleshub/model';
import type { SaleshubQuery } from '../types';

/**
 * The metric of a query whose variables are filled in, in the variant that its parameters choose; where they choose
 * none that there is, as the catalogue has it.
 */
export function chosenMetric(query: SaleshubQuery): Metric | undefined {
  if (query.queryType !== 'metric') return undefined;
  try {
    const checked = parseQuery({ queryType: 'metric', metric: query.metric, parameters: query.parameters });
    return checked.queryType === 'metric' ? checked.definition : undefined;
  } catch {
    return findMetric(query.metric ?? '');
  }
}
