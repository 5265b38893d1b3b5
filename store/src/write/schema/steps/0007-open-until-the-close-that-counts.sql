-- An opportunity counts as open until the close that counts, also where it was closed and reopened before; the time in
-- which it was in no progress belongs to no stage. What is stored follows after migrate --rebuild.
ALTER TABLE opportunity_fold
  ADD COLUMN IF NOT EXISTS in_progress_after Array(UInt8)
;
ALTER TABLE opportunity_stages_view MODIFY QUERY
SELECT left_at, key, version, toUInt8(leaving > 0) AS effective, namespace, opportunity,
  times[entries[before]] AS entered_at,
  stage_after[before] AS stage, amount_after[before] AS amount, source_after[before] AS source, account_after[before] AS account, lead_after[before] AS lead, rep_after[before] AS rep, team_after[before] AS team, region_after[before] AS region, segment_after[before] AS segment, pipeline_after[before] AS pipeline, channel_after[before] AS channel, product_after[before] AS product, campaign_after[before] AS campaign, competitor_after[before] AS competitor, origin_after[before] AS origin
FROM (
  SELECT *, arrayJoin(stage_instants) AS left_at,
    toUInt32(arrayFirstIndex((t, leaves) -> leaves AND t = left_at, times, leavings)) AS leaving,
    toUInt32(if(leaving = 0, 0, leaving - 1)) AS before
  FROM (
    SELECT *,
      arrayFill(i -> i != 0, arrayMap(
        i -> if(i > 1 AND in_progress_after[i] = in_progress_after[i - 1] AND stage_after[i] = stage_after[i - 1], 0, i),
        arrayEnumerate(times))) AS entries,
      arrayMap(
        i -> i > 1 AND entries[i] = i AND in_progress_after[i - 1] = 1 AND stage_after[i - 1] != ''
          AND times[entries[i - 1]] < times[i],
        arrayEnumerate(times)) AS leavings
    FROM opportunity_fold
  )
)
