import { NO_VALUE, type Dimension } from '../catalogue/dimensions';
import type { CheckedFilter } from './parse-query';
import type { SqlValue } from './sql';

/** The SQL expression of a dimension: facts name their columns as the dimensions. */
export function dimensionColumn(dimension: Dimension): string {
  if (dimension === 'source_class') return "if(has({primary_sources:Array(String)}, source), 'primary', 'other')";
  return dimension;
}

/** The condition of the filter that stands at `index`; its value is the placeholder filter_<index>. */
export function filterCondition(filter: CheckedFilter, index: number): string {
  const column = dimensionColumn(filter.dimension);
  switch (filter.operator) {
    case 'in':
      return `has({filter_${index}:Array(String)}, ${column})`;
    case 'not_in':
      return `NOT has({filter_${index}:Array(String)}, ${column})`;
    case 'matches':
      return `match(${column}, {filter_${index}:String})`;
    case 'is_empty':
      return `${column} = ''`;
    case 'not_empty':
      return `${column} != ''`;
  }
}

export function filterParameters(filters: readonly CheckedFilter[]): Record<string, SqlValue> {
  return Object.fromEntries(
    filters.map(({ operator, values }, index) => [
      `filter_${index}`,
      operator === 'matches' ? (values[0] ?? '') : values.map((value) => (value === NO_VALUE ? '' : value)),
    ]),
  );
}
