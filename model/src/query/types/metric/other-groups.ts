import { dimensionColumn, TAGS } from '../../shared/filters';
import type { Dimension } from '../../../catalogue/dimensions';

/** The groups that have rows of their own; what is asked for is all that none of them has. */
export interface KeptGroups {
  dimensions: readonly Dimension[];
  /** Of each group the values of its dimensions; '' where it has none. */
  groups: readonly (readonly string[])[];
}

/**
 * The condition that a fact is in another group; one with several tags is so by one of them. Its value is the placeholder
 * kept_groups, see {@link keptKeys}.
 */
export function otherGroupsCondition({ dimensions }: KeptGroups): string {
  const columns = dimensions.map((name) => (name === 'tag' ? 'tag' : `toString(${dimensionColumn(name)})`));
  // The length of the first keeps "a" with "bc" apart from "ab" with "c".
  const key =
    columns.length > 1 ? `concat(toString(lengthUTF8(${columns[0]})), ':', ${columns.join(', ')})` : columns[0];
  const isOther = `NOT has({kept_groups:Array(String)}, ${key})`;
  return dimensions.includes('tag') ? `arrayExists(tag -> ${isOther}, ${TAGS})` : isOther;
}

/** The groups as the condition looks for them. */
export function keptKeys({ groups }: KeptGroups): string[] {
  return groups.map(([first = '', ...more]) =>
    more.length > 0 ? `${Array.from(first).length}:${first}${more.join('')}` : first,
  );
}
