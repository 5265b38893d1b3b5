import type { Company } from '../company';
import type { Observation } from '../facts';
import type { Metric } from '../metric';
import { OF_EVENTS, observed } from './kinds';

const MINUTES_PER_HOUR = 60;

const hours = (activity: string): Metric =>
  observed('sum', {
    dimensions: OF_EVENTS,
    scale: MINUTES_PER_HOUR,
    observe: (company) => spentOn(activity, company).filter(({ hit }) => hit),
  });

const share = (activity: string): Metric =>
  observed('share', { minimumSample: 10, dimensions: OF_EVENTS, observe: (company) => spentOn(activity, company) });

/** The metrics of logged time. */
export const productivityMetrics = {
  selling_time: hours('selling'),
  data_entry_time: hours('data_entry'),
  selling_time_share: share('selling'),
  data_entry_share: share('data_entry'),
  planning_time_share: share('planning'),
} satisfies Record<string, Metric>;

function spentOn(activity: string, { loggedTime }: Company): Observation[] {
  return loggedTime.map((entry) => ({ ...entry, hit: entry.dimensions.activity === activity }));
}
