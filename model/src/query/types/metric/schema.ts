import { z } from 'zod';
import { INTERVALS, WEEK_STARTS } from '../../../calendar/calendar';
import { STATISTICS } from '../../../catalogue/metric';
import { COMPARISONS, filters, parameters, version } from '../../shared/fields';

export const SHAPES = ['time_series', 'total', 'breakdown'] as const;
/** What a comparison adds to a row where changes of the metric are tested. */
export const TESTED_OUTPUTS: readonly string[] = ['p_value', 'significant_change'];
/** What a comparison adds to a row. */
export const COMPARED_OUTPUTS = ['previous', 'change', 'change_ratio', 'p_value', 'significant_change'] as const;
/** The numbers of an answer that a query may ask for alone, as an alert does. */
export const OUTPUTS = ['value', 'low', 'high', 'n', ...COMPARED_OUTPUTS] as const;

export const metricQuery = z.strictObject({
  version,
  queryType: z.literal('metric'),
  metric: z.string().default(''),
  statistic: z.enum(STATISTICS).optional(),
  shape: z.enum(SHAPES).default('time_series'),
  interval: z.enum(['auto', ...INTERVALS]).default('auto'),
  timeZone: z.string().optional(),
  weekStart: z.enum(WEEK_STARTS).optional(),
  groupBy: z.array(z.string()).max(2).default([]),
  filters,
  compareTo: z.enum(COMPARISONS).optional(),
  wholeBuckets: z.boolean().default(false),
  target: z.boolean().default(false),
  minSample: z.int().min(0).max(1_000_000_000).optional(),
  onLowSample: z.enum(['flag', 'withhold']).optional(),
  confidence: z.number().min(0.5).max(0.9999).default(0.95),
  output: z.enum(OUTPUTS).optional(),
  limit: z.int().min(1).max(1000).optional(),
  parameters,
});

export type MetricQuery = z.output<typeof metricQuery>;
export type Shape = (typeof SHAPES)[number];
export type Output = (typeof OUTPUTS)[number];
