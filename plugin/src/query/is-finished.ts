import type { SaleshubQuery } from '../types';

/**
 * False for a query whose subject nobody has chosen yet: it is not asked, and nothing is said against it.
 */
export function isFinished(query: SaleshubQuery): boolean {
  switch (query.queryType) {
    case 'metric':
    case 'records':
      return Boolean(query.metric);
    case 'journey':
      return Object.values(query.parameters ?? {}).some(Boolean);
    default:
      return true;
  }
}
