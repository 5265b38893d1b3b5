import { CATALOGUE, type CalendarContext, type ReportingSettings } from '@saleshub/model';

/** What a data source itself says; the hub's stored settings say the rest. */
export interface OwnSettings {
  calendar: Partial<CalendarContext>;
  /** In place of the catalogue's, for the metrics that have one. */
  minimumSample?: number;
}

/** The settings that a data source answers with. A minimum sample that the plan states for a metric stands. */
export function withOwnSettings(hub: ReportingSettings, { calendar, minimumSample }: OwnSettings): ReportingSettings {
  const settings = { ...hub, ...calendar };
  if (minimumSample === undefined) return settings;
  const metrics = CATALOGUE.filter((metric) => metric.minimumSample > 0);
  const own = Object.fromEntries(metrics.map(({ id }) => [id, minimumSample]));
  return { ...settings, minimumSamples: { ...own, ...hub.minimumSamples } };
}
