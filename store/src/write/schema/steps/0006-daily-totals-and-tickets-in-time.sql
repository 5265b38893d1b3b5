-- Daily totals of tools that do not report each activity, how long callers wait, and when tickets are due.
ALTER TABLE events
  ADD COLUMN IF NOT EXISTS wait_s Nullable(Float64),
  ADD COLUMN IF NOT EXISTS counted LowCardinality(String),
  ADD COLUMN IF NOT EXISTS count Nullable(Float64),
  ADD COLUMN IF NOT EXISTS connected Nullable(Float64),
  ADD COLUMN IF NOT EXISTS due_at Nullable(DateTime64(3, 'UTC'))
;
ALTER TABLE entity_events
  ADD COLUMN IF NOT EXISTS wait_s Nullable(Float64),
  ADD COLUMN IF NOT EXISTS counted LowCardinality(String),
  ADD COLUMN IF NOT EXISTS count Nullable(Float64),
  ADD COLUMN IF NOT EXISTS connected Nullable(Float64),
  ADD COLUMN IF NOT EXISTS due_at Nullable(DateTime64(3, 'UTC'))
;
ALTER TABLE tickets
  ADD COLUMN IF NOT EXISTS due_at Nullable(DateTime64(3, 'UTC')),
  ADD COLUMN IF NOT EXISTS reopened_at Nullable(DateTime64(3, 'UTC'))
