import { valuesOf, type Dimensions } from './facts';

/** How a missing value is shown. */
export const NO_VALUE = '(none)';

/** What a question is narrowed to. */
export interface Filter {
  dimension: string;
  operator: 'in' | 'not_in' | 'matches' | 'is_empty' | 'not_empty';
  values: readonly string[];
}

/** Whether all filters let it pass; of several values one that is asked for is enough. */
export function passes(dimensions: Dimensions, filters: readonly Filter[]): boolean {
  return filters.every(({ dimension, operator, values }) => {
    const own = valuesOf(dimensions, dimension);
    switch (operator) {
      case 'in':
        return own.some((value) => values.includes(value));
      case 'not_in':
        return !own.some((value) => values.includes(value));
      case 'matches':
        return own.some((value) => new RegExp(values[0] ?? '').test(value));
      case 'is_empty':
        return own.length === 0;
      case 'not_empty':
        return own.length > 0;
    }
  });
}
