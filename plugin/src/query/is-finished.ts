import type { SaleshubQuery } from '../types';

/**
 * False for a query whose subject nobody has chosen yet: it is not asked, and nothing is said against it.
 */
export function isFinished(query: SaleshubQuery): boolean {
  if (query.queryType === 'metric') return Boolean(query.metric);
  return true;
}
