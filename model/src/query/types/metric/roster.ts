import type { Dimension } from '../../../catalogue/dimensions';
import { dayOf, localDay } from '../../../catalogue/facts/facts';
import { filterCondition } from '../../shared/filters';
import type { CheckedMetricQuery } from './check-metric';
import { conjunction } from '../../shared/sql';

/** The dimensions that the roster knows of. */
const ROSTER_DIMENSIONS: readonly Dimension[] = ['rep', 'team', 'region'];

/** Whether everyone on the roster has a row, so that whoever is silent does not vanish: splits by rep or team. */
export function hasRosterRows({ groupBy }: CheckedMetricQuery): boolean {
  const known = groupBy.every((dimension) => ROSTER_DIMENSIONS.includes(dimension));
  return known && (groupBy.includes('rep') || groupBy.includes('team'));
}

/** The groups of those on the roster at some time in the range, as far as the filters speak of the roster. */
export function rosterSql({ groupBy, filters }: CheckedMetricQuery): string {
  const conditions = [
    `active_from <= ${dayOf("{to:DateTime64(3, 'UTC')}")}`,
    `(isNull(active_to) OR active_to > ${localDay("{from:DateTime64(3, 'UTC')}")})`,
    ...filters.flatMap((filter, index) =>
      ROSTER_DIMENSIONS.includes(filter.dimension) ? [filterCondition(filter, index)] : [],
    ),
  ];
  return `SELECT DISTINCT ${groupBy.map((name, index) => `${name} AS d${index}`).join(', ')}
FROM roster
WHERE ${conjunction(conditions)}`;
}
