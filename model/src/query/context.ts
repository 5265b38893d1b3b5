import type { CalendarContext, TimeRange } from '../calendar/calendar';

/** What an answer depends on beside the query and the data. */
export interface QueryContext {
  range: TimeRange;
  /** The asking side's clock, milliseconds since 1970. */
  now: number;
  settings: ReportingSettings;
}

/** The hub's settings that numbers depend on. */
export interface ReportingSettings extends CalendarContext {
  /** The currency of every amount, ISO 4217. */
  currency: string;
  /** The sources whose `source_class` is primary. */
  primarySources: readonly string[];
  /** The sources of meetings whose past meetings count as held unless cancelled or missed. */
  heldImpliedSources: readonly string[];
}

export const DEFAULT_SETTINGS: ReportingSettings = {
  timeZone: 'UTC',
  weekStart: 'monday',
  currency: 'USD',
  primarySources: [],
  heldImpliedSources: [],
};
