-- Every accepted event. Read with FINAL and void = 0, an event counts once however often it arrived. The deduplication
-- window remembers the tokens of the last inserted blocks: a batch that is sent again, its answer lost, is stored once.
CREATE TABLE IF NOT EXISTS events (
  source LowCardinality(String),
  namespace LowCardinality(String),
  type LowCardinality(String),
  received_at DateTime64(3, 'UTC'),
  commit UInt64,
  version Int64,
  void UInt8,
  id_hash UInt64,
  body_hash UInt64,
  cleared Array(LowCardinality(String)),
  id String,
  occurred_at DateTime64(3, 'UTC'),
  account String,
  opportunity String,
  lead String,
  contact String,
  visitor String,
  rep LowCardinality(String),
  team LowCardinality(String),
  region LowCardinality(String),
  segment LowCardinality(String),
  pipeline LowCardinality(String),
  channel LowCardinality(String),
  product LowCardinality(String),
  campaign LowCardinality(String),
  competitor LowCardinality(String),
  origin LowCardinality(String),
  tags Array(LowCardinality(String)),
  reason String,
  amount Nullable(Decimal(18, 2)),
  currency LowCardinality(String),
  stage LowCardinality(String),
  expected_close Nullable(Date),
  loss_reason LowCardinality(String),
  direction LowCardinality(String),
  outcome LowCardinality(String),
  duration_s Nullable(Float64),
  purpose LowCardinality(String),
  message String,
  thread String,
  list LowCardinality(String),
  priority LowCardinality(String),
  machine UInt8,
  meeting String,
  starts_at Nullable(DateTime64(3, 'UTC')),
  activity LowCardinality(String),
  minutes Nullable(Float64),
  page String,
  referrer String,
  intent LowCardinality(String),
  survey LowCardinality(String),
  score Nullable(UInt8),
  comment String,
  ticket String,
  review String,
  site LowCardinality(String),
  rating Nullable(UInt8),
  quantity Nullable(Float64),
  feature LowCardinality(String),
  subscription String,
  mrr Nullable(Decimal(18, 2)),
  order String,
  items_product Array(LowCardinality(String)),
  items_quantity Array(Float64),
  items_amount Array(Decimal(18, 2)),
  metric LowCardinality(String),
  period_start Nullable(Date),
  period_end Nullable(Date),
  value Nullable(Decimal(18, 6)),
  active_from Nullable(Date),
  active_to Nullable(Date),
  title String,
  note String,
  author String,
  kind LowCardinality(String),
  target String,
  INDEX commits commit TYPE minmax GRANULARITY 1
) ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(occurred_at)
ORDER BY (type, occurred_at, source, id)
SETTINGS do_not_merge_across_partitions_select_final = 1, non_replicated_deduplication_window = 1000
;
-- Where an event of a known id stands in events: for duplicates, retractions and reused ids.
CREATE TABLE IF NOT EXISTS event_ids (
  id_hash UInt64,
  body_hash UInt64,
  type LowCardinality(String),
  occurred_at DateTime64(3, 'UTC'),
  commit UInt64
) ENGINE = ReplacingMergeTree
ORDER BY (id_hash, type, occurred_at)
SETTINGS index_granularity = 512
;
-- What was written to events and whether state has caught up with it.
CREATE TABLE IF NOT EXISTS commits (
  commit UInt64,
  received_at DateTime64(3, 'UTC'),
  done UInt8
) ENGINE = ReplacingMergeTree(done)
ORDER BY commit
TTL toDateTime(received_at) + INTERVAL 7 DAY DELETE WHERE done = 1
;
-- The events of opportunities, messages, meetings … in the order of their entity.
CREATE TABLE IF NOT EXISTS entity_events (
  entity LowCardinality(String),
  key UInt64 CODEC(Delta, LZ4),
  source LowCardinality(String),
  namespace LowCardinality(String),
  type LowCardinality(String),
  received_at DateTime64(3, 'UTC'),
  commit UInt64,
  version Int64,
  void UInt8,
  id_hash UInt64,
  body_hash UInt64,
  cleared Array(LowCardinality(String)),
  id String,
  occurred_at DateTime64(3, 'UTC'),
  account String,
  opportunity String,
  lead String,
  contact String,
  visitor String,
  rep LowCardinality(String),
  team LowCardinality(String),
  region LowCardinality(String),
  segment LowCardinality(String),
  pipeline LowCardinality(String),
  channel LowCardinality(String),
  product LowCardinality(String),
  campaign LowCardinality(String),
  competitor LowCardinality(String),
  origin LowCardinality(String),
  tags Array(LowCardinality(String)),
  reason String,
  amount Nullable(Decimal(18, 2)),
  currency LowCardinality(String),
  stage LowCardinality(String),
  expected_close Nullable(Date),
  loss_reason LowCardinality(String),
  direction LowCardinality(String),
  outcome LowCardinality(String),
  duration_s Nullable(Float64),
  purpose LowCardinality(String),
  message String,
  thread String,
  list LowCardinality(String),
  priority LowCardinality(String),
  machine UInt8,
  meeting String,
  starts_at Nullable(DateTime64(3, 'UTC')),
  activity LowCardinality(String),
  minutes Nullable(Float64),
  page String,
  referrer String,
  intent LowCardinality(String),
  survey LowCardinality(String),
  score Nullable(UInt8),
  comment String,
  ticket String,
  review String,
  site LowCardinality(String),
  rating Nullable(UInt8),
  quantity Nullable(Float64),
  feature LowCardinality(String),
  subscription String,
  mrr Nullable(Decimal(18, 2)),
  order String,
  items_product Array(LowCardinality(String)),
  items_quantity Array(Float64),
  items_amount Array(Decimal(18, 2)),
  metric LowCardinality(String),
  period_start Nullable(Date),
  period_end Nullable(Date),
  value Nullable(Decimal(18, 6)),
  active_from Nullable(Date),
  active_to Nullable(Date),
  title String,
  note String,
  author String,
  kind LowCardinality(String),
  target String
) ENGINE = ReplacingMergeTree(version)
ORDER BY (entity, key, occurred_at, type, source, id)
SETTINGS index_granularity = 512
;
-- Events that were refused, with the reason; contact data in the body is masked, and altered names where that makes the
-- body another one. A replay writes the row again.
CREATE TABLE IF NOT EXISTS rejected_events (
  received_at DateTime64(3, 'UTC'),
  id String,
  version UInt64,
  source LowCardinality(String),
  type LowCardinality(String),
  code LowCardinality(String),
  path String,
  message String,
  event_id String,
  format LowCardinality(String),
  body String CODEC(ZSTD),
  altered Array(String),
  replayed_at Nullable(DateTime64(3, 'UTC'))
) ENGINE = ReplacingMergeTree(version)
ORDER BY (received_at, id)
TTL toDateTime(received_at) + toIntervalDay(90)
SETTINGS non_replicated_deduplication_window = 1000
;
-- Keys of the ingest API; the secret itself is not kept.
CREATE TABLE IF NOT EXISTS api_keys (
  id String,
  version UInt64,
  source LowCardinality(String),
  namespace LowCardinality(String),
  rights Array(LowCardinality(String)),
  secret_hash String,
  created_at DateTime64(3, 'UTC'),
  revoked UInt8
) ENGINE = ReplacingMergeTree(version)
ORDER BY id
;
-- What numbers depend on beside the events, as JSON by name.
CREATE TABLE IF NOT EXISTS settings (
  name LowCardinality(String),
  value String,
  updated_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(updated_at)
ORDER BY name
;
-- The work of removals that are not finished: the events to remove, by id_hash, and the entities whose state has to
-- follow, by key. Kept here, so that whoever comes next can finish what another process began.
CREATE TABLE IF NOT EXISTS removals (
  removal UInt64,
  what Enum8('event' = 1, 'key' = 2),
  hash UInt64
) ENGINE = ReplacingMergeTree
ORDER BY (removal, what, hash)
;
-- The result of an entity's fold: what held after each event, as arrays, for the views to spread into tables.
CREATE TABLE IF NOT EXISTS opportunity_fold (
  key UInt64,
  version UInt64,
  namespace String,
  opportunity String,
  instants Array(DateTime64(3, 'UTC')),
  close_instants Array(DateTime64(3, 'UTC')),
  stage_instants Array(DateTime64(3, 'UTC')),
  times Array(DateTime64(3, 'UTC')),
  created_index UInt32,
  close_index UInt32,
  won UInt8,
  is_open_after Array(UInt8),
  loss_reason_after Array(String),
  stage_after Array(String),
  amount_after Array(Nullable(Decimal(18, 2))),
  expected_close_after Array(Nullable(Date)),
  source_after Array(String),
  account_after Array(String),
  lead_after Array(String),
  rep_after Array(String),
  team_after Array(String),
  region_after Array(String),
  segment_after Array(String),
  pipeline_after Array(String),
  channel_after Array(String),
  product_after Array(String),
  campaign_after Array(String),
  competitor_after Array(String),
  origin_after Array(String)
) ENGINE = Null
;
-- The opportunity as its last event left it.
CREATE TABLE IF NOT EXISTS opportunities (
  key UInt64,
  version UInt64,
  namespace LowCardinality(String),
  opportunity String,
  valid_from DateTime64(3, 'UTC'),
  created_at Nullable(DateTime64(3, 'UTC')),
  closed_at Nullable(DateTime64(3, 'UTC')),
  outcome LowCardinality(String),
  loss_reason LowCardinality(String),
  is_open UInt8,
  stage LowCardinality(String),
  amount Nullable(Decimal(18, 2)),
  expected_close Nullable(Date),
  source LowCardinality(String),
  account LowCardinality(String),
  lead LowCardinality(String),
  rep LowCardinality(String),
  team LowCardinality(String),
  region LowCardinality(String),
  segment LowCardinality(String),
  pipeline LowCardinality(String),
  channel LowCardinality(String),
  product LowCardinality(String),
  campaign LowCardinality(String),
  competitor LowCardinality(String),
  origin LowCardinality(String)
) ENGINE = ReplacingMergeTree(version)
ORDER BY (key, namespace, opportunity)
SETTINGS index_granularity = 1024
;
CREATE MATERIALIZED VIEW IF NOT EXISTS opportunities_view TO opportunities AS
SELECT key, version, namespace, opportunity,
  times[last] AS valid_from,
  if(created_index = 0, NULL, times[created_index]) AS created_at,
  if(close_index = 0, NULL, times[close_index]) AS closed_at,
  multiIf(close_index = 0, '', won = 1, 'won', 'lost') AS outcome,
  if(close_index = 0 OR won = 1, '', loss_reason_after[close_index]) AS loss_reason,
  is_open_after[last] AS is_open, stage_after[last] AS stage, amount_after[last] AS amount, expected_close_after[last] AS expected_close, source_after[last] AS source, account_after[last] AS account, lead_after[last] AS lead, rep_after[last] AS rep, team_after[last] AS team, region_after[last] AS region, segment_after[last] AS segment, pipeline_after[last] AS pipeline, channel_after[last] AS channel, product_after[last] AS product, campaign_after[last] AS campaign, competitor_after[last] AS competitor, origin_after[last] AS origin
FROM (SELECT *, toUInt32(length(times)) AS last FROM opportunity_fold)
;
-- The states that events have ended, from the fold's instants, the times of the events that count, and what held after
-- each. A row's key is the ending event's instant, which never goes away, so a row that turns out wrong is overwritten
-- with effective = 0. Sorted by the end: a range reads only what ended after it began.
CREATE TABLE IF NOT EXISTS opportunity_history (
  valid_to DateTime64(3, 'UTC'),
  key UInt64,
  version UInt64,
  effective UInt8,
  namespace LowCardinality(String),
  opportunity String,
  valid_from DateTime64(3, 'UTC'),
  is_open UInt8,
  stage LowCardinality(String),
  amount Nullable(Decimal(18, 2)),
  expected_close Nullable(Date),
  source LowCardinality(String),
  account LowCardinality(String),
  lead LowCardinality(String),
  rep LowCardinality(String),
  team LowCardinality(String),
  region LowCardinality(String),
  segment LowCardinality(String),
  pipeline LowCardinality(String),
  channel LowCardinality(String),
  product LowCardinality(String),
  campaign LowCardinality(String),
  competitor LowCardinality(String),
  origin LowCardinality(String)
) ENGINE = ReplacingMergeTree(version)
ORDER BY (valid_to, key, namespace, opportunity)
SETTINGS index_granularity = 1024
;
CREATE MATERIALIZED VIEW IF NOT EXISTS opportunity_history_view TO opportunity_history AS
SELECT valid_to, key, version, toUInt8(before > 0 AND has(times, valid_to)) AS effective, namespace, opportunity,
  times[before] AS valid_from,
  is_open_after[before] AS is_open, stage_after[before] AS stage, amount_after[before] AS amount, expected_close_after[before] AS expected_close, source_after[before] AS source, account_after[before] AS account, lead_after[before] AS lead, rep_after[before] AS rep, team_after[before] AS team, region_after[before] AS region, segment_after[before] AS segment, pipeline_after[before] AS pipeline, channel_after[before] AS channel, product_after[before] AS product, campaign_after[before] AS campaign, competitor_after[before] AS competitor, origin_after[before] AS origin
FROM (
  SELECT *, arrayJoin(instants) AS valid_to, toUInt32(arrayLastIndex(t -> t < valid_to, times)) AS before
  FROM opportunity_fold
)
;
-- A row for each instant at which the opportunity may have been created; the one that counts is effective.
CREATE TABLE IF NOT EXISTS opportunity_creations (
  created_at DateTime64(3, 'UTC'),
  key UInt64,
  version UInt64,
  effective UInt8,
  namespace LowCardinality(String),
  opportunity String,
  closed_at Nullable(DateTime64(3, 'UTC')),
  is_won UInt8,
  stage LowCardinality(String),
  amount Nullable(Decimal(18, 2)),
  expected_close Nullable(Date),
  source LowCardinality(String),
  account LowCardinality(String),
  lead LowCardinality(String),
  rep LowCardinality(String),
  team LowCardinality(String),
  region LowCardinality(String),
  segment LowCardinality(String),
  pipeline LowCardinality(String),
  channel LowCardinality(String),
  product LowCardinality(String),
  campaign LowCardinality(String),
  competitor LowCardinality(String),
  origin LowCardinality(String)
) ENGINE = ReplacingMergeTree(version)
ORDER BY (created_at, key, namespace, opportunity)
SETTINGS index_granularity = 1024
;
CREATE MATERIALIZED VIEW IF NOT EXISTS opportunity_creations_view TO opportunity_creations AS
SELECT created_at, key, version, toUInt8(created_index > 0 AND times[created_index] = created_at) AS effective,
  namespace, opportunity,
  if(close_index = 0, NULL, times[close_index]) AS closed_at, won AS is_won,
  stage_after[created_index] AS stage, amount_after[created_index] AS amount, expected_close_after[created_index] AS expected_close, source_after[created_index] AS source, account_after[created_index] AS account, lead_after[created_index] AS lead, rep_after[created_index] AS rep, team_after[created_index] AS team, region_after[created_index] AS region, segment_after[created_index] AS segment, pipeline_after[created_index] AS pipeline, channel_after[created_index] AS channel, product_after[created_index] AS product, campaign_after[created_index] AS campaign, competitor_after[created_index] AS competitor, origin_after[created_index] AS origin
FROM (SELECT *, arrayJoin(instants) AS created_at FROM opportunity_fold)
;
-- A row for each instant at which the opportunity was won or lost; the one that counts is effective.
CREATE TABLE IF NOT EXISTS opportunity_closes (
  closed_at DateTime64(3, 'UTC'),
  key UInt64,
  version UInt64,
  effective UInt8,
  namespace LowCardinality(String),
  opportunity String,
  created_at DateTime64(3, 'UTC'),
  is_won UInt8,
  loss_reason LowCardinality(String),
  stage LowCardinality(String),
  amount Nullable(Decimal(18, 2)),
  expected_close Nullable(Date),
  source LowCardinality(String),
  account LowCardinality(String),
  lead LowCardinality(String),
  rep LowCardinality(String),
  team LowCardinality(String),
  region LowCardinality(String),
  segment LowCardinality(String),
  pipeline LowCardinality(String),
  channel LowCardinality(String),
  product LowCardinality(String),
  campaign LowCardinality(String),
  competitor LowCardinality(String),
  origin LowCardinality(String)
) ENGINE = ReplacingMergeTree(version)
ORDER BY (closed_at, key, namespace, opportunity)
SETTINGS index_granularity = 1024
;
CREATE MATERIALIZED VIEW IF NOT EXISTS opportunity_closes_view TO opportunity_closes AS
SELECT closed_at, key, version, toUInt8(close_index > 0 AND times[close_index] = closed_at) AS effective,
  namespace, opportunity, times[created_index] AS created_at, won AS is_won,
  if(won = 1, '', loss_reason_after[close_index]) AS loss_reason,
  stage_after[close_index] AS stage, amount_after[close_index] AS amount, expected_close_after[close_index] AS expected_close, source_after[close_index] AS source, account_after[close_index] AS account, lead_after[close_index] AS lead, rep_after[close_index] AS rep, team_after[close_index] AS team, region_after[close_index] AS region, segment_after[close_index] AS segment, pipeline_after[close_index] AS pipeline, channel_after[close_index] AS channel, product_after[close_index] AS product, campaign_after[close_index] AS campaign, competitor_after[close_index] AS competitor, origin_after[close_index] AS origin
FROM (SELECT *, arrayJoin(close_instants) AS closed_at FROM opportunity_fold)
;
-- A row for each instant at which the opportunity may have left a stage, by moving on or by closing; where it did, the row
-- is effective and says how it stood just before. A stage that was entered and left at one instant has none.
CREATE TABLE IF NOT EXISTS opportunity_stages (
  left_at DateTime64(3, 'UTC'),
  key UInt64,
  version UInt64,
  effective UInt8,
  namespace LowCardinality(String),
  opportunity String,
  entered_at DateTime64(3, 'UTC'),
  stage LowCardinality(String),
  amount Nullable(Decimal(18, 2)),
  source LowCardinality(String),
  account LowCardinality(String),
  lead LowCardinality(String),
  rep LowCardinality(String),
  team LowCardinality(String),
  region LowCardinality(String),
  segment LowCardinality(String),
  pipeline LowCardinality(String),
  channel LowCardinality(String),
  product LowCardinality(String),
  campaign LowCardinality(String),
  competitor LowCardinality(String),
  origin LowCardinality(String)
) ENGINE = ReplacingMergeTree(version)
ORDER BY (left_at, key, namespace, opportunity)
SETTINGS index_granularity = 1024
;
-- entries holds, for each event, the place of the one with which the stage of that moment began.
CREATE MATERIALIZED VIEW IF NOT EXISTS opportunity_stages_view TO opportunity_stages AS
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
        i -> if(i > 1 AND is_open_after[i] = is_open_after[i - 1] AND stage_after[i] = stage_after[i - 1], 0, i),
        arrayEnumerate(times))) AS entries,
      arrayMap(
        i -> i > 1 AND entries[i] = i AND is_open_after[i - 1] = 1 AND stage_after[i - 1] != ''
          AND times[entries[i - 1]] < times[i],
        arrayEnumerate(times)) AS leavings
    FROM opportunity_fold
  )
)
;
-- Messages, leads, tickets and reviews: a row for each instant at which a first event of the entity is known; the one that
-- counts is effective.
CREATE TABLE IF NOT EXISTS messages (
  sent_at DateTime64(3, 'UTC'),
  key UInt64,
  version UInt64,
  effective UInt8,
  namespace LowCardinality(String),
  message String,
  thread String,
  direction LowCardinality(String),
  list LowCardinality(String),
  priority LowCardinality(String),
  contact String,
  delivered_at Nullable(DateTime64(3, 'UTC')),
  opened_at Nullable(DateTime64(3, 'UTC')),
  clicked_at Nullable(DateTime64(3, 'UTC')),
  replied_at Nullable(DateTime64(3, 'UTC')),
  bounced_at Nullable(DateTime64(3, 'UTC')),
  unsubscribed_at Nullable(DateTime64(3, 'UTC')),
  source LowCardinality(String),
  account LowCardinality(String),
  lead LowCardinality(String),
  rep LowCardinality(String),
  team LowCardinality(String),
  region LowCardinality(String),
  segment LowCardinality(String),
  pipeline LowCardinality(String),
  channel LowCardinality(String),
  product LowCardinality(String),
  campaign LowCardinality(String),
  competitor LowCardinality(String),
  origin LowCardinality(String)
) ENGINE = ReplacingMergeTree(version)
ORDER BY (sent_at, key, namespace, message)
SETTINGS index_granularity = 1024
;
CREATE TABLE IF NOT EXISTS meeting_fold (
  key UInt64,
  version UInt64,
  namespace String,
  meeting String,
  start_instants Array(DateTime64(3, 'UTC')),
  scheduling_instants Array(DateTime64(3, 'UTC')),
  times Array(DateTime64(3, 'UTC')),
  types Array(String),
  scheduling UInt32,
  outcome UInt32,
  start Nullable(DateTime64(3, 'UTC')),
  source_after Array(String),
  purpose_after Array(String),
  contact_after Array(String),
  account_after Array(String),
  lead_after Array(String),
  rep_after Array(String),
  team_after Array(String),
  region_after Array(String),
  segment_after Array(String),
  pipeline_after Array(String),
  channel_after Array(String),
  product_after Array(String),
  campaign_after Array(String),
  competitor_after Array(String),
  origin_after Array(String)
) ENGINE = Null
;
-- Meetings at their start; the status is held, scheduled, cancelled or no_show.
CREATE TABLE IF NOT EXISTS meetings (
  starts_at DateTime64(3, 'UTC'),
  key UInt64,
  version UInt64,
  effective UInt8,
  namespace LowCardinality(String),
  meeting String,
  status LowCardinality(String),
  source LowCardinality(String),
  purpose LowCardinality(String),
  contact String,
  account LowCardinality(String),
  lead LowCardinality(String),
  rep LowCardinality(String),
  team LowCardinality(String),
  region LowCardinality(String),
  segment LowCardinality(String),
  pipeline LowCardinality(String),
  channel LowCardinality(String),
  product LowCardinality(String),
  campaign LowCardinality(String),
  competitor LowCardinality(String),
  origin LowCardinality(String)
) ENGINE = ReplacingMergeTree(version)
ORDER BY (starts_at, key, namespace, meeting)
SETTINGS index_granularity = 1024
;
CREATE MATERIALIZED VIEW IF NOT EXISTS meetings_view TO meetings AS
SELECT arrayJoin(start_instants) AS starts_at, key, version, toUInt8(ifNull(start = starts_at, 0)) AS effective,
  namespace, meeting, substring(types[outcome], 9) AS status,
  source_after[outcome] AS source, purpose_after[outcome] AS purpose, contact_after[outcome] AS contact, account_after[outcome] AS account, lead_after[outcome] AS lead, rep_after[outcome] AS rep, team_after[outcome] AS team, region_after[outcome] AS region, segment_after[outcome] AS segment, pipeline_after[outcome] AS pipeline, channel_after[outcome] AS channel, product_after[outcome] AS product, campaign_after[outcome] AS campaign, competitor_after[outcome] AS competitor, origin_after[outcome] AS origin
FROM meeting_fold
;
-- A row for each instant at which the meeting was put in the calendar; the first is effective.
CREATE TABLE IF NOT EXISTS meeting_schedulings (
  scheduled_at DateTime64(3, 'UTC'),
  key UInt64,
  version UInt64,
  effective UInt8,
  namespace LowCardinality(String),
  meeting String,
  purpose LowCardinality(String),
  source LowCardinality(String),
  account LowCardinality(String),
  lead LowCardinality(String),
  rep LowCardinality(String),
  team LowCardinality(String),
  region LowCardinality(String),
  segment LowCardinality(String),
  pipeline LowCardinality(String),
  channel LowCardinality(String),
  product LowCardinality(String),
  campaign LowCardinality(String),
  competitor LowCardinality(String),
  origin LowCardinality(String)
) ENGINE = ReplacingMergeTree(version)
ORDER BY (scheduled_at, key, namespace, meeting)
SETTINGS index_granularity = 1024
;
CREATE MATERIALIZED VIEW IF NOT EXISTS meeting_schedulings_view TO meeting_schedulings AS
SELECT arrayJoin(scheduling_instants) AS scheduled_at, key, version,
  toUInt8(scheduling > 0 AND times[scheduling] = scheduled_at) AS effective, namespace, meeting,
  purpose_after[scheduling] AS purpose, source_after[scheduling] AS source, account_after[scheduling] AS account, lead_after[scheduling] AS lead, rep_after[scheduling] AS rep, team_after[scheduling] AS team, region_after[scheduling] AS region, segment_after[scheduling] AS segment, pipeline_after[scheduling] AS pipeline, channel_after[scheduling] AS channel, product_after[scheduling] AS product, campaign_after[scheduling] AS campaign, competitor_after[scheduling] AS competitor, origin_after[scheduling] AS origin
FROM meeting_fold
;
CREATE TABLE IF NOT EXISTS leads (
  created_at DateTime64(3, 'UTC'),
  key UInt64,
  version UInt64,
  effective UInt8,
  namespace LowCardinality(String),
  lead String,
  contact String,
  visitor String,
  qualified_at Nullable(DateTime64(3, 'UTC')),
  disqualified_at Nullable(DateTime64(3, 'UTC')),
  source LowCardinality(String),
  account LowCardinality(String),
  rep LowCardinality(String),
  team LowCardinality(String),
  region LowCardinality(String),
  segment LowCardinality(String),
  pipeline LowCardinality(String),
  channel LowCardinality(String),
  product LowCardinality(String),
  campaign LowCardinality(String),
  competitor LowCardinality(String),
  origin LowCardinality(String)
) ENGINE = ReplacingMergeTree(version)
ORDER BY (created_at, key, namespace, lead)
SETTINGS index_granularity = 1024
;
CREATE TABLE IF NOT EXISTS tickets (
  opened_at DateTime64(3, 'UTC'),
  key UInt64,
  version UInt64,
  effective UInt8,
  namespace LowCardinality(String),
  ticket String,
  priority LowCardinality(String),
  first_replied_at Nullable(DateTime64(3, 'UTC')),
  resolved_at Nullable(DateTime64(3, 'UTC')),
  source LowCardinality(String),
  account LowCardinality(String),
  lead LowCardinality(String),
  rep LowCardinality(String),
  team LowCardinality(String),
  region LowCardinality(String),
  segment LowCardinality(String),
  pipeline LowCardinality(String),
  channel LowCardinality(String),
  product LowCardinality(String),
  campaign LowCardinality(String),
  competitor LowCardinality(String),
  origin LowCardinality(String)
) ENGINE = ReplacingMergeTree(version)
ORDER BY (opened_at, key, namespace, ticket)
SETTINGS index_granularity = 1024
;
CREATE TABLE IF NOT EXISTS reviews (
  posted_at DateTime64(3, 'UTC'),
  key UInt64,
  version UInt64,
  effective UInt8,
  namespace LowCardinality(String),
  review String,
  site LowCardinality(String),
  rating Nullable(UInt8),
  answered_at Nullable(DateTime64(3, 'UTC')),
  source LowCardinality(String),
  account LowCardinality(String),
  lead LowCardinality(String),
  rep LowCardinality(String),
  team LowCardinality(String),
  region LowCardinality(String),
  segment LowCardinality(String),
  pipeline LowCardinality(String),
  channel LowCardinality(String),
  product LowCardinality(String),
  campaign LowCardinality(String),
  competitor LowCardinality(String),
  origin LowCardinality(String)
) ENGINE = ReplacingMergeTree(version)
ORDER BY (posted_at, key, namespace, review)
SETTINGS index_granularity = 1024
;
CREATE TABLE IF NOT EXISTS subscription_fold (
  key UInt64,
  version UInt64,
  namespace String,
  subscription String,
  instants Array(DateTime64(3, 'UTC')),
  times Array(DateTime64(3, 'UTC')),
  is_live_after Array(UInt8),
  mrr_after Array(Nullable(Decimal(18, 2))),
  started_at_after Array(DateTime64(3, 'UTC')),
  source_after Array(String),
  account_after Array(String),
  lead_after Array(String),
  rep_after Array(String),
  team_after Array(String),
  region_after Array(String),
  segment_after Array(String),
  pipeline_after Array(String),
  channel_after Array(String),
  product_after Array(String),
  campaign_after Array(String),
  competitor_after Array(String),
  origin_after Array(String)
) ENGINE = Null
;
-- The subscription as its last event left it.
CREATE TABLE IF NOT EXISTS subscriptions (
  key UInt64,
  version UInt64,
  namespace LowCardinality(String),
  subscription String,
  valid_from DateTime64(3, 'UTC'),
  is_live UInt8,
  mrr Nullable(Decimal(18, 2)),
  started_at DateTime64(3, 'UTC'),
  source LowCardinality(String),
  account LowCardinality(String),
  lead LowCardinality(String),
  rep LowCardinality(String),
  team LowCardinality(String),
  region LowCardinality(String),
  segment LowCardinality(String),
  pipeline LowCardinality(String),
  channel LowCardinality(String),
  product LowCardinality(String),
  campaign LowCardinality(String),
  competitor LowCardinality(String),
  origin LowCardinality(String)
) ENGINE = ReplacingMergeTree(version)
ORDER BY (key, namespace, subscription)
SETTINGS index_granularity = 1024
;
CREATE MATERIALIZED VIEW IF NOT EXISTS subscriptions_view TO subscriptions AS
SELECT key, version, namespace, subscription, times[last] AS valid_from,
  is_live_after[last] AS is_live, mrr_after[last] AS mrr, started_at_after[last] AS started_at, source_after[last] AS source, account_after[last] AS account, lead_after[last] AS lead, rep_after[last] AS rep, team_after[last] AS team, region_after[last] AS region, segment_after[last] AS segment, pipeline_after[last] AS pipeline, channel_after[last] AS channel, product_after[last] AS product, campaign_after[last] AS campaign, competitor_after[last] AS competitor, origin_after[last] AS origin
FROM (SELECT *, toUInt32(length(times)) AS last FROM subscription_fold)
;
CREATE TABLE IF NOT EXISTS subscription_history (
  valid_to DateTime64(3, 'UTC'),
  key UInt64,
  version UInt64,
  effective UInt8,
  namespace LowCardinality(String),
  subscription String,
  valid_from DateTime64(3, 'UTC'),
  is_live UInt8,
  mrr Nullable(Decimal(18, 2)),
  started_at DateTime64(3, 'UTC'),
  source LowCardinality(String),
  account LowCardinality(String),
  lead LowCardinality(String),
  rep LowCardinality(String),
  team LowCardinality(String),
  region LowCardinality(String),
  segment LowCardinality(String),
  pipeline LowCardinality(String),
  channel LowCardinality(String),
  product LowCardinality(String),
  campaign LowCardinality(String),
  competitor LowCardinality(String),
  origin LowCardinality(String)
) ENGINE = ReplacingMergeTree(version)
ORDER BY (valid_to, key, namespace, subscription)
SETTINGS index_granularity = 1024
;
CREATE MATERIALIZED VIEW IF NOT EXISTS subscription_history_view TO subscription_history AS
SELECT valid_to, key, version, toUInt8(before > 0 AND has(times, valid_to)) AS effective, namespace, subscription,
  times[before] AS valid_from,
  is_live_after[before] AS is_live, mrr_after[before] AS mrr, started_at_after[before] AS started_at, source_after[before] AS source, account_after[before] AS account, lead_after[before] AS lead, rep_after[before] AS rep, team_after[before] AS team, region_after[before] AS region, segment_after[before] AS segment, pipeline_after[before] AS pipeline, channel_after[before] AS channel, product_after[before] AS product, campaign_after[before] AS campaign, competitor_after[before] AS competitor, origin_after[before] AS origin
FROM (
  SELECT *, arrayJoin(instants) AS valid_to, toUInt32(arrayLastIndex(t -> t < valid_to, times)) AS before
  FROM subscription_fold
)
;
CREATE VIEW IF NOT EXISTS roster AS
SELECT rep, teams[i] AS team, regions[i] AS region, starts[i] AS active_from,
  if(i = length(starts), ends[i], least(ifNull(ends[i], starts[i + 1]), starts[i + 1])) AS active_to
FROM (
  SELECT rep,
    arraySort(groupArray((assumeNotNull(active_from), occurred_at, source, id, active_to,
      if(has(cleared, 'team'), '\0', team), if(has(cleared, 'region'), '\0', region)))) AS spells,
    spells.1 AS starts, spells.5 AS ends, arrayMap(v -> if(v = '\0', '', v), arrayFill(v -> v != '', spells.6)) AS teams, arrayMap(v -> if(v = '\0', '', v), arrayFill(v -> v != '', spells.7)) AS regions
  FROM events FINAL
  WHERE type = 'rep.set' AND void = 0
  GROUP BY rep
)
ARRAY JOIN arrayEnumerate(starts) AS i
WHERE i = length(starts) OR starts[i] != starts[i + 1]
;
CREATE VIEW IF NOT EXISTS targets AS
SELECT metric, rep, of_team AS team, starts AS period_start, ends AS period_end, latest AS value
FROM (
  SELECT metric, rep, if(rep = '', team, '') AS of_team,
    assumeNotNull(period_start) AS starts, assumeNotNull(period_end) AS ends,
    assumeNotNull(argMax(value, (occurred_at, source, id))) AS latest
  FROM events FINAL
  WHERE type = 'target.set' AND void = 0
  GROUP BY metric, rep, of_team, starts, ends
)
;
CREATE VIEW IF NOT EXISTS account_managers AS
SELECT account, reps[i] AS rep, times[i] AS valid_from, if(i = length(times), toDateTime64('2299-12-31 00:00:00', 3, 'UTC'), times[i + 1]) AS valid_to
FROM (
  SELECT account, arraySort(groupArray((occurred_at, source, id, rep))) AS assignments,
    assignments.1 AS times, assignments.4 AS reps
  FROM events FINAL
  WHERE type = 'account.assigned' AND void = 0
  GROUP BY account
)
ARRAY JOIN arrayEnumerate(times) AS i
WHERE valid_from < valid_to
