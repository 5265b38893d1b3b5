-- Every time that a ticket was resolved and reopened, to know whether it was open at some time. What was stored before
-- knows the last ones alone.
ALTER TABLE tickets
  ADD COLUMN IF NOT EXISTS resolutions Array(DateTime64(3, 'UTC')) DEFAULT if(isNull(resolved_at), [], [assumeNotNull(resolved_at)]),
  ADD COLUMN IF NOT EXISTS reopenings Array(DateTime64(3, 'UTC')) DEFAULT if(isNull(reopened_at), [], [assumeNotNull(reopened_at)])
