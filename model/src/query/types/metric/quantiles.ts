import type { Statistic } from '../../../catalogue/metric';

/** The level of each statistic that is a quantile. */
export const QUANTILES: Record<Exclude<Statistic, 'mean'>, number> = { median: 0.5, p25: 0.25, p75: 0.75, p90: 0.9 };
