-- What orders the events of one record at the same instant, where a source gives it.
ALTER TABLE events ADD COLUMN IF NOT EXISTS sequence Nullable(Float64)
;
ALTER TABLE entity_events ADD COLUMN IF NOT EXISTS sequence Nullable(Float64)
