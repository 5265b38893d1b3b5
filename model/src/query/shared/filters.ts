import { storedValue, type Dimension } from '../../catalogue/dimensions';
import type { CheckedFilter } from './check-fields';
import type { SqlValue } from './sql';

/** The tags of a fact, which may have several, each once; one without tags has the missing one. */
export const TAGS = "if(empty(tags), [''], arrayDistinct(tags))";

/** One of the tags of a fact. */
export const FIRST_TAG = `${TAGS}[1]`;

/** The SQL expression to group by a dimension: facts name their columns as the dimensions. */
export function dimensionColumn(dimension: Dimension): string {
  if (dimension === 'tag') return `arrayJoin(${TAGS})`;
  if (dimension === 'source_class') return "if(has({primary_sources:Array(String)}, source), 'primary', 'other')";
  return dimension;
}

/** The condition of the filter that stands at `index`; its value is the placeholder filter_<index>. */
export function filterCondition(filter: CheckedFilter, index: number): string {
  if (filter.dimension === 'tag') return tagCondition(filter, index);
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

/** A fact is in as soon as one of its tags is. */
function tagCondition({ operator }: CheckedFilter, index: number): string {
  switch (operator) {
    case 'in':
      return `hasAny(${TAGS}, {filter_${index}:Array(String)})`;
    case 'not_in':
      return `NOT hasAny(${TAGS}, {filter_${index}:Array(String)})`;
    case 'matches':
      return `arrayExists(tag -> match(tag, {filter_${index}:String}), ${TAGS})`;
    case 'is_empty':
      return 'empty(tags)';
    case 'not_empty':
      return 'notEmpty(tags)';
  }
}

export function filterParameters(filters: readonly CheckedFilter[]): Record<string, SqlValue> {
  return Object.fromEntries(
    filters.map(({ operator, values }, index) => [
      `filter_${index}`,
      operator === 'matches' ? (values[0] ?? '') : values.map(storedValue),
    ]),
  );
}
