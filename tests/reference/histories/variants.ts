import type { Metric } from '../plain/metric';
import { METRICS, type MetricName } from '../plain/metrics';
import type { Question } from '../plain/question';

/** A metric as it may be asked for. */
export type Variant = Pick<Question, 'metric' | 'outcome' | 'windowDays' | 'days' | 'statistic'>;

const STATISTICS = ['median', 'mean', 'p25', 'p75', 'p90'] as const;
const OTHER_WINDOW_DAYS = 30;
const OTHER_CHECKIN_DAYS = 7;

/** The metric with each of its parameters and statistics. */
export function variantsOf(metric: MetricName): Variant[] {
  const { kind, windowDays }: Metric = METRICS[metric];
  const variants: Variant[] = [{ metric }];
  if (windowDays !== undefined) variants.push({ metric, windowDays: windowDays === 30 ? 7 : OTHER_WINDOW_DAYS });
  if (kind === 'distribution') variants.push(...STATISTICS.map((statistic): Variant => ({ metric, statistic })));
  if (metric === 'checkins_overdue') variants.push({ metric, days: OTHER_CHECKIN_DAYS });
  if (metric === 'sales_cycle') {
    variants.push({ metric, outcome: 'any' }, { metric, outcome: 'lost', statistic: 'mean' });
  }
  return variants;
}
