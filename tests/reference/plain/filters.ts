import type { Dimensions } from './facts';

/** How a missing value is shown. */
export const NO_VALUE = '(none)';

/** What a question is narrowed to. */
export interface Filter {
  dimension: string;
  operator: 'in' | 'not_in' | 'matches' | 'is_empty' | 'not_empty';
  values: readonly string[];
}

/** Whether all filters let it pass. */
export function passes(dimensions: Dimensions, filters: readonly Filter[]): boolean {
  return filters.every(({ dimension, operator, values }) => {
    const value = dimensions[dimension];
    switch (operator) {
      case 'in':
        return value !== undefined && values.includes(value);
      case 'not_in':
        return value === undefined || !values.includes(value);
      case 'matches':
        return value !== undefined && new RegExp(values[0] ?? '').test(value);
      case 'is_empty':
        return value === undefined;
      case 'not_empty':
        return value !== undefined;
    }
  });
}
