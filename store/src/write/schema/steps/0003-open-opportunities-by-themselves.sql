-- The opportunities that are open now, so that what is open is found without reading all that ever were. One that is
-- closed has a row that says so and nothing else, until no older row of it can be left; then it is removed.
CREATE TABLE IF NOT EXISTS open_opportunities (
  key UInt64,
  version UInt64,
  is_open UInt8,
  written_at DateTime DEFAULT now(),
  namespace LowCardinality(String),
  opportunity String,
  valid_from DateTime64(3, 'UTC'),
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
CREATE MATERIALIZED VIEW IF NOT EXISTS open_opportunities_view TO open_opportunities AS
SELECT key, version, toUInt8(notEmpty(times) AND is_open_after[-1] = 1) AS is_open, namespace, opportunity,
  if(is_open = 1, times[-1], toDateTime64(0, 3, 'UTC')) AS valid_from,
  if(is_open = 1, stage_after, [])[-1] AS stage, if(is_open = 1, amount_after, [])[-1] AS amount, if(is_open = 1, expected_close_after, [])[-1] AS expected_close, if(is_open = 1, source_after, [])[-1] AS source, if(is_open = 1, account_after, [])[-1] AS account, if(is_open = 1, lead_after, [])[-1] AS lead, if(is_open = 1, rep_after, [])[-1] AS rep, if(is_open = 1, team_after, [])[-1] AS team, if(is_open = 1, region_after, [])[-1] AS region, if(is_open = 1, segment_after, [])[-1] AS segment, if(is_open = 1, pipeline_after, [])[-1] AS pipeline, if(is_open = 1, channel_after, [])[-1] AS channel, if(is_open = 1, product_after, [])[-1] AS product, if(is_open = 1, campaign_after, [])[-1] AS campaign, if(is_open = 1, competitor_after, [])[-1] AS competitor, if(is_open = 1, origin_after, [])[-1] AS origin
FROM opportunity_fold
;
INSERT INTO open_opportunities (key, version, is_open, namespace, opportunity, valid_from, stage, amount, expected_close, source, account, lead, rep, team, region, segment, pipeline, channel, product, campaign, competitor, origin)
SELECT key, version, is_open, namespace, opportunity, valid_from, stage, amount, expected_close, source, account, lead, rep, team, region, segment, pipeline, channel, product, campaign, competitor, origin FROM opportunities FINAL WHERE is_open = 1
