import { z } from 'zod';
import { INTERVALS, WEEK_STARTS } from '../calendar/calendar';
import { STATISTICS } from '../catalogue/metric';

export const SHAPES = ['time_series', 'total', 'breakdown'] as const;
export const OPERATORS = ['in', 'not_in', 'matches', 'is_empty', 'not_empty'] as const;
export const COMPARISONS = ['previous_period', 'previous_year'] as const;
/** What a comparison adds to a row. */
export const COMPARED_OUTPUTS = ['previous', 'change', 'change_ratio', 'p_value', 'significant_change'] as const;
/** The numbers of an answer that a query may ask for alone, as an alert does. */
export const OUTPUTS = ['value', 'low', 'high', 'n', ...COMPARED_OUTPUTS] as const;

export const filter = z.strictObject({
  /** Which ones a metric has is its own affair; its entry names them. */
  dimension: z.string(),
  operator: z.enum(OPERATORS),
  values: z.array(z.string().max(1024)).max(1000).default([]),
});

const version = z.literal(1).default(1);

/** The metric's own, or those of the query type: see query-parameters.ts. */
const parameters = z.record(z.string(), z.unknown()).default({});

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
  filters: z.array(filter).max(50).default([]),
  compareTo: z.enum(COMPARISONS).optional(),
  minSample: z.int().min(0).max(1_000_000_000).optional(),
  onLowSample: z.enum(['flag', 'withhold']).optional(),
  confidence: z.number().min(0.5).max(0.9999).default(0.95),
  output: z.enum(OUTPUTS).optional(),
  limit: z.int().min(1).max(1000).optional(),
  parameters,
});

export const LEADERS = ['rep', 'team'] as const;

export const leaderboardQuery = z.strictObject({
  version,
  queryType: z.literal('leaderboard'),
  /** The first one ranks. */
  metrics: z.array(z.string()).min(2).max(6),
  groupBy: z.tuple([z.enum(LEADERS)]).default(['rep']),
  timeZone: z.string().optional(),
  weekStart: z.enum(WEEK_STARTS).optional(),
  filters: z.array(filter).max(50).default([]),
  /** What the ranks are compared with. */
  compareTo: z.enum(COMPARISONS).default('previous_period'),
  minSample: z.int().min(0).max(1_000_000_000).optional(),
  onLowSample: z.enum(['flag', 'withhold']).default('flag'),
  confidence: z.number().min(0.5).max(0.9999).default(0.95),
  limit: z.int().min(1).max(1000).default(1000),
});

export const journeyQuery = z.strictObject({
  version,
  queryType: z.literal('journey'),
  timeZone: z.string().optional(),
  limit: z.int().min(1).max(10_000).default(1000),
  parameters,
});

export const TOUCH_DIMENSIONS = ['channel', 'campaign'] as const;

export const attributionQuery = z.strictObject({
  version,
  queryType: z.literal('attribution'),
  groupBy: z.tuple([z.enum(TOUCH_DIMENSIONS)]).default(['channel']),
  filters: z.array(filter).max(50).default([]),
  limit: z.int().min(1).max(1000).default(1000),
  parameters,
});

export const affinityQuery = z.strictObject({
  version,
  queryType: z.literal('affinity'),
  filters: z.array(filter).max(50).default([]),
  minSample: z.int().min(0).max(1_000_000_000).default(10),
  onLowSample: z.enum(['flag', 'withhold']).default('flag'),
  limit: z.int().min(1).max(10_000).default(1000),
  parameters,
});

export const recordsQuery = z.strictObject({
  version,
  queryType: z.literal('records'),
  metric: z.string().default(''),
  timeZone: z.string().optional(),
  filters: z.array(filter).max(50).default([]),
  limit: z.int().min(1).max(10_000).default(1000),
  parameters,
});

export const funnelQuery = z.strictObject({
  version,
  queryType: z.literal('funnel'),
  timeZone: z.string().optional(),
  filters: z.array(filter).max(50).default([]),
  minSample: z.int().min(0).max(1_000_000_000).optional(),
  onLowSample: z.enum(['flag', 'withhold']).default('flag'),
  confidence: z.number().min(0.5).max(0.9999).default(0.95),
  parameters,
});

export const FORECAST_INTERVALS = ['week', 'month'] as const;

export const forecastQuery = z.strictObject({
  version,
  queryType: z.literal('forecast'),
  interval: z.enum(FORECAST_INTERVALS).default('week'),
  timeZone: z.string().optional(),
  weekStart: z.enum(WEEK_STARTS).optional(),
  filters: z.array(filter).max(50).default([]),
  minSample: z.int().min(0).max(1_000_000_000).default(20),
  onLowSample: z.enum(['flag', 'withhold']).default('flag'),
  parameters,
});

export const accountsAtRiskQuery = z.strictObject({
  version,
  queryType: z.literal('accounts_at_risk'),
  timeZone: z.string().optional(),
  filters: z.array(filter).max(50).default([]),
  limit: z.int().min(1).max(10_000).default(1000),
  parameters,
});

export const annotationsQuery = z.strictObject({
  version,
  queryType: z.literal('annotations'),
  filters: z.array(filter).max(50).default([]),
  limit: z.int().min(1).max(10_000).default(1000),
  parameters,
});

export const definitionsQuery = z.strictObject({
  version,
  queryType: z.literal('definitions'),
});

/** Every query type. What a query may say is decided here and nowhere else. */
export const queryTypes = {
  metric: metricQuery,
  leaderboard: leaderboardQuery,
  funnel: funnelQuery,
  forecast: forecastQuery,
  accounts_at_risk: accountsAtRiskQuery,
  journey: journeyQuery,
  attribution: attributionQuery,
  affinity: affinityQuery,
  records: recordsQuery,
  annotations: annotationsQuery,
  definitions: definitionsQuery,
} as const;

export type QueryType = keyof typeof queryTypes;
export const QUERY_TYPES = Object.keys(queryTypes) as QueryType[];

export type MetricQuery = z.output<typeof metricQuery>;
export type LeaderboardQuery = z.output<typeof leaderboardQuery>;
export type FunnelQuery = z.output<typeof funnelQuery>;
export type ForecastQuery = z.output<typeof forecastQuery>;
export type AccountsAtRiskQuery = z.output<typeof accountsAtRiskQuery>;
export type AnnotationsQuery = z.output<typeof annotationsQuery>;
export type JourneyQuery = z.output<typeof journeyQuery>;
export type AttributionQuery = z.output<typeof attributionQuery>;
export type AffinityQuery = z.output<typeof affinityQuery>;
export type RecordsQuery = z.output<typeof recordsQuery>;
export type DefinitionsQuery = z.output<typeof definitionsQuery>;
export type Query = z.output<(typeof queryTypes)[QueryType]>;
/** A query as it is saved: what has a default may be absent. */
export type QueryInput = z.input<(typeof queryTypes)[QueryType]>;
export type Filter = z.output<typeof filter>;
export type Shape = (typeof SHAPES)[number];
export type Output = (typeof OUTPUTS)[number];
