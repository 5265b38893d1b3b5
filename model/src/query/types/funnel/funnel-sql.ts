import { FROM, within } from '../../../catalogue/facts/facts';
import { STAGE_DAYS } from '../../../catalogue/facts/pipeline-facts';
import { filterCondition } from '../../shared/filters';
import { conjunction } from '../../shared/sql';
import type { CheckedFunnelQuery } from './schema';

/**
 * The SELECT of a funnel: a row for each stage, in order, with `position`, `stage`, `entered`, `passed`, `waiting` (in
 * it now), `median_days` and `unplaced`, the opportunities that are in none of the stages and not won.
 *
 * The cohort is what was created in the range. How far an opportunity came is the last of the stages in which it ever was
 * while it was open; a won one came through all of them.
 * Nothing of it ended before the range: the tables are read from there on.
 * @param known whether the order of the stages is the parameter `stages`; else it is derived from how the cohort went
 */
export function funnelSql({ filters, parameters }: CheckedFunnelQuery, known: boolean): string {
  const conditions = [
    within('created_at'),
    'effective = 1',
    ...(parameters.pipeline === undefined ? [] : ['pipeline = {pipeline:String}']),
    ...filters.map(filterCondition),
  ];
  return `WITH cohort AS (
  SELECT key, is_won, isNull(closed_at) AS is_open FROM opportunity_creations FINAL
  WHERE ${conjunction(conditions)}
), stays AS (
  SELECT key, stage, min(valid_from) AS since
  FROM (
    SELECT key, stage, valid_from FROM opportunity_history FINAL
    WHERE effective = 1 AND valid_to >= ${FROM} AND is_open = 1 AND stage != ''
    UNION ALL
    SELECT key, stage, valid_from FROM open_opportunities FINAL
    WHERE is_open = 1 AND stage != ''
  )
  GROUP BY key, stage
), (
  ${known ? 'SELECT {stages:Array(String)}' : ORDER_OF_STAGES}
) AS stages, runs AS (
  SELECT stage, quantileExactInclusive(0.5)(${STAGE_DAYS}) AS median_days
  FROM opportunity_stages FINAL
  WHERE effective = 1 AND left_at >= ${FROM} AND key IN (SELECT key FROM cohort)
  GROUP BY stage
), deals AS (
  SELECT cohort.key AS key, cohort.is_won AS is_won, cohort.is_open AS is_open, reached.place AS place
  FROM cohort
  LEFT JOIN (SELECT key, max(indexOf(stages, stage)) AS place FROM stays GROUP BY key) AS reached ON reached.key = cohort.key
)
SELECT position, stages[position] AS stage,
  countIf(is_won = 1 OR place >= position) AS entered,
  countIf(is_won = 1 OR place > position) AS passed,
  countIf(is_won = 0 AND place = position AND is_open) AS waiting,
  countIf(is_won = 0 AND place = 0) AS unplaced,
  any(runs.median_days) AS median_days, any(runs.stage) != '' AS has_median
FROM deals
ARRAY JOIN arrayEnumerate(stages) AS position
LEFT JOIN runs ON runs.stage = stages[position]
GROUP BY position
ORDER BY position`;
}

/** The stages by their mean place among those that an opportunity went through, from 0 for the first to 1 for the last. */
const ORDER_OF_STAGES = `SELECT arrayMap(entry -> entry.2, arraySort(groupArray((place, stage))))
  FROM (
    SELECT stage, avg(share) AS place
    FROM (
      SELECT stage,
        (row_number() OVER (PARTITION BY key ORDER BY since, stage) - 1) / greatest(1, count() OVER (PARTITION BY key) - 1) AS share
      FROM stays WHERE key IN (SELECT key FROM cohort)
    )
    GROUP BY stage
  )`;
