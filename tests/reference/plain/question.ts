import type { Interval, WeekStart } from './calendar';
import type { Statistic } from './estimate';
import type { Filter } from './filters';
import type { MetricName } from './metrics';

/** The numbers of an answer that a question may ask for alone. */
export const OUTPUTS = ['value', 'low', 'high', 'n'] as const;
export const COMPARED_OUTPUTS = ['previous', 'change', 'change_ratio'] as const;
/** Of ratios and scores only. */
export const TESTED_OUTPUTS = ['p_value', 'significant_change'] as const;
export type Output = (typeof OUTPUTS | typeof COMPARED_OUTPUTS | typeof TESTED_OUTPUTS)[number];

/** A question, in the reference's own words. */
export interface Question {
  metric: MetricName;
  outcome?: 'won' | 'lost' | 'any';
  windowDays?: number;
  days?: number;
  statistic?: Statistic;
  shape: 'total' | 'breakdown' | 'time_series';
  interval: Interval;
  timeZone: string;
  weekStart: WeekStart;
  groupBy: readonly string[];
  filters: readonly Filter[];
  compareTo?: 'previous_period' | 'previous_year';
  confidence: number;
  minSample?: number;
  onLowSample?: 'flag' | 'withhold';
  output?: Output;
  limit?: number;
  from: number;
  to: number;
  now: number;
}
