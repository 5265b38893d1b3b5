-- Every event knows the import that brought it; what sources say of records as such has fields of its own.
ALTER TABLE events
  ADD COLUMN IF NOT EXISTS import LowCardinality(String),
  ADD COLUMN IF NOT EXISTS record String,
  ADD COLUMN IF NOT EXISTS into String,
  ADD INDEX IF NOT EXISTS imports import TYPE set(100) GRANULARITY 1
;
ALTER TABLE entity_events
  ADD COLUMN IF NOT EXISTS import LowCardinality(String),
  ADD COLUMN IF NOT EXISTS record String,
  ADD COLUMN IF NOT EXISTS into String
;
-- Which records were merged into which, over any number of steps: the key of the record that goes on, its id, and the
-- key of the one that is gone. A merge that was retracted is void.
CREATE VIEW IF NOT EXISTS record_merges AS
WITH RECURSIVE
  stated AS (
    SELECT kind, namespace, record, into, min(void) AS is_void
    FROM entity_events FINAL
    WHERE entity = 'merge'
    GROUP BY kind, namespace, record, into
  ),
  paths AS (
    SELECT kind, namespace, record, into, is_void, 1 AS steps
    FROM stated
    UNION ALL
    SELECT paths.kind, paths.namespace, paths.record, stated.into, toUInt8(paths.is_void OR stated.is_void), paths.steps + 1
    FROM paths
    INNER JOIN stated ON stated.kind = paths.kind AND stated.namespace = paths.namespace AND stated.record = paths.into
    WHERE paths.steps < 20
  )
SELECT kind AS entity, sipHash64(namespace, into) AS key, into, sipHash64(namespace, record) AS from_key, min(is_void) AS void
FROM paths
WHERE record != into
GROUP BY kind, namespace, record, into
;
-- Who looked after an account and when, until somebody else was assigned to it; of no account that is deleted.
CREATE OR REPLACE VIEW account_managers AS
SELECT account, reps[i] AS rep, times[i] AS valid_from, if(i = length(times), toDateTime64('2299-12-31 00:00:00', 3, 'UTC'), times[i + 1]) AS valid_to
FROM (
  SELECT account,
    arraySort(groupArrayIf((occurred_at, source, id, rep), type = 'account.assigned')) AS assignments,
    assignments.1 AS times, assignments.4 AS reps
  FROM (
    SELECT * REPLACE (if(rep = '\0', '', rep) AS rep, if(team = '\0', '', team) AS team, if(region = '\0', '', region) AS region)
    FROM entity_events FINAL
    WHERE entity = 'account' AND void = 0
  )
  GROUP BY account
  HAVING countIf(type = 'record.deleted') = 0
)
ARRAY JOIN arrayEnumerate(times) AS i
WHERE valid_from < valid_to
;
-- What was imported: a row a run. The times are when it began and ended; as_of is the moment that a snapshot shows.
CREATE TABLE IF NOT EXISTS imports (
  id String,
  version UInt64,
  source LowCardinality(String),
  namespace LowCardinality(String),
  kind LowCardinality(String),
  state LowCardinality(String),
  as_of Nullable(DateTime64(3, 'UTC')),
  complete UInt8,
  file String,
  file_hash String,
  mapping_hash String,
  author String,
  began_at DateTime64(3, 'UTC'),
  ended_at Nullable(DateTime64(3, 'UTC')),
  first_occurred_at Nullable(DateTime64(3, 'UTC')),
  last_occurred_at Nullable(DateTime64(3, 'UTC')),
  counts Map(LowCardinality(String), UInt64)
) ENGINE = ReplacingMergeTree(version)
ORDER BY id
;
-- A removal may also take back ids, so that their events can come again, and events that only removed ones had voided.
ALTER TABLE removals MODIFY COLUMN what Enum8('event' = 1, 'key' = 2, 'id' = 3, 'restored' = 4)
