import type { TimeRange } from '../../calendar/calendar';
import type { ReportingSettings } from '../../settings/reporting-settings';
import { QueryError } from './query-error';

/** What an answer depends on beside the query and the data. */
export interface QueryContext {
  range: TimeRange;
  /** The asking side's clock, milliseconds since 1970. */
  now: number;
  settings: ReportingSettings;
}

/** @throws QueryError invalid_time_range */
export function checkRange({ from, to }: TimeRange): void {
  if (from < to) return;
  throw new QueryError('invalid_time_range', 'range', 'The time range must end after it begins.');
}
