import { CATALOGUE, type Metric, type QueryContext, type QueryInput, reportingSettings } from '@saleshub/model';
import { HISTORY_END, TIME_ZONE } from './company';

/** A query as a dashboard asks it. */
export interface Question {
  /** As benchmarks call it: the metric or query type, and the shape where it is not the usual one. */
  name: string;
  query: QueryInput;
  /** How far back it reaches. */
  days: number;
  /** What it must cost at most in the middle and at its worst, milliseconds at the engine; 95 in 100 within 100 ms else. */
  goal?: { p50?: number; p95?: number };
}

const HALF_A_YEAR = 182;
const QUARTER = 90;

/** The questions that have goals of their own. */
const NAMED: readonly Question[] = [
  {
    name: 'win_rate.day_by_team',
    query: { queryType: 'metric', metric: 'win_rate', interval: 'day', groupBy: ['team'] },
    days: QUARTER,
    goal: { p50: 10, p95: 20 },
  },
  ...(['team', 'stage'] as const).map((dimension): Question => ({
    name: `pipeline_value.now_by_${dimension}`,
    query: { queryType: 'metric', metric: 'pipeline_value', shape: 'breakdown', groupBy: [dimension] },
    days: QUARTER,
    goal: { p50: 15 },
  })),
  ...(['team', 'stage'] as const).map((dimension): Question => ({
    name: `pipeline_value.day_ends_by_${dimension}`,
    query: { queryType: 'metric', metric: 'pipeline_value', interval: 'day', groupBy: [dimension] },
    days: QUARTER,
    goal: { p50: 15 },
  })),
  {
    name: 'pipeline_value.now_filtered',
    query: {
      queryType: 'metric',
      metric: 'pipeline_value',
      shape: 'breakdown',
      groupBy: ['stage', 'product'],
      filters: [{ dimension: 'account', operator: 'matches', values: ['1$'] }],
    },
    days: QUARTER,
    goal: { p50: 60 },
  },
  {
    name: 'pipeline_value.day_ends_filtered',
    query: {
      queryType: 'metric',
      metric: 'pipeline_value',
      interval: 'day',
      groupBy: ['stage', 'product'],
      filters: [{ dimension: 'account', operator: 'matches', values: ['1$'] }],
    },
    days: QUARTER,
    goal: { p50: 150 },
  },
  {
    name: 'email_open_rate.week',
    query: { queryType: 'metric', metric: 'email_open_rate', interval: 'week' },
    days: HALF_A_YEAR,
    goal: { p50: 50 },
  },
];

/** The query types that answer more than one number. */
const TYPES: readonly Question[] = [
  { name: 'funnel', query: { queryType: 'funnel', parameters: { pipeline: 'New' } }, days: QUARTER, goal: { p50: 50 } },
  {
    name: 'leaderboard',
    query: { queryType: 'leaderboard', metrics: ['win_rate', 'won_value', 'calls'] },
    days: QUARTER,
  },
  { name: 'forecast', query: { queryType: 'forecast' }, days: QUARTER },
  { name: 'accounts_at_risk', query: { queryType: 'accounts_at_risk' }, days: QUARTER },
  { name: 'journey', query: { queryType: 'journey', parameters: { account: 'Account 1' } }, days: HALF_A_YEAR },
  { name: 'attribution', query: { queryType: 'attribution' }, days: QUARTER },
  { name: 'affinity', query: { queryType: 'affinity' }, days: QUARTER },
  {
    name: 'records',
    query: {
      queryType: 'records',
      metric: 'win_rate',
      filters: [{ dimension: 'team', operator: 'in', values: ['Team 1'] }],
    },
    days: 7,
  },
  { name: 'annotations', query: { queryType: 'annotations' }, days: QUARTER },
];

/** The question that a panel's line asks, and the ones of a number and a table beside it. */
function questionsOf(metric: Metric): Question[] {
  const dimension = metric.dimensions.includes('team') ? 'team' : metric.dimensions[0];
  const ask = (query: Omit<Extract<QueryInput, { queryType: 'metric' }>, 'queryType'>): QueryInput => ({
    queryType: 'metric',
    metric: metric.id,
    ...query,
  });
  const interval = metric.shortestInterval === 'month' ? 'month' : 'week';
  return [
    { name: metric.id, query: ask({ interval }), days: HALF_A_YEAR },
    { name: `${metric.id}.total`, query: ask({ shape: 'total', compareTo: 'previous_period' }), days: QUARTER },
    ...(dimension
      ? [
          {
            name: `${metric.id}.by_${dimension}`,
            query: ask({ shape: 'breakdown', groupBy: [dimension], limit: 20 }),
            days: QUARTER,
          },
        ]
      : []),
  ];
}

/** Everything that dashboards ask: what has goals of its own first, then the query types, then each metric in the shapes of its panels. */
export const QUESTIONS: readonly Question[] = [...NAMED, ...TYPES, ...CATALOGUE.flatMap(questionsOf)];

/** As of the end of the invented history, by the settings of its company. */
export function contextOf({ days }: Pick<Question, 'days'>): QueryContext {
  return {
    range: { from: HISTORY_END - days * 86_400_000, to: HISTORY_END },
    now: HISTORY_END,
    settings: reportingSettings.parse({
      timeZone: TIME_ZONE,
      primarySources: ['crm', 'mail'],
      heldImpliedSources: ['calendar'],
    }),
  };
}
