import type { TimeRange } from '../calendar/calendar';
import type { ReportingSettings } from '../settings/reporting-settings';

/** What an answer depends on beside the query and the data. */
export interface QueryContext {
  range: TimeRange;
  /** The asking side's clock, milliseconds since 1970. */
  now: number;
  settings: ReportingSettings;
}
