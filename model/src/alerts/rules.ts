import type { AlertRule } from './alert-rule';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Four whole weeks, so that every weekday counts as often. */
const FOUR_WEEKS = 28;

/** A rule about whole days has nothing new before the next one; it is asked again in case an event came late. */
const OF_DAYS = { every: HOUR, for: 0, repeats: 'daily' } as const;

/**
 * The rules, each asked by one query and compared with one threshold. A drop has to be more than chance, and a share surely
 * above the threshold, so that they are quiet on noise; too few observations give no number.
 */
export const ALERT_RULES: readonly AlertRule[] = [
  {
    id: 'win-rate-drop',
    query: { ...drop('win_rate'), groupBy: ['team'], shape: 'breakdown' },
    days: FOUR_WEEKS,
    condition: { is: 'below', threshold: -0.05 },
    ...OF_DAYS,
    noData: 'OK',
    context: ['value', 'low', 'high', 'n', 'previous'],
    dashboard: 'win-rate',
  },
  {
    id: 'nps-drop',
    query: { ...drop('nps'), shape: 'total' },
    days: FOUR_WEEKS,
    condition: { is: 'below', threshold: -5 },
    ...OF_DAYS,
    noData: 'OK',
    context: ['value', 'low', 'high', 'n', 'previous'],
    dashboard: 'customers',
  },
  {
    id: 'detractor-share',
    query: surely('detractor_share'),
    days: FOUR_WEEKS,
    condition: { is: 'above', threshold: 0.25 },
    ...OF_DAYS,
    noData: 'OK',
    context: ['value', 'low', 'high', 'n'],
    dashboard: 'customers',
  },
  {
    id: 'pipeline-coverage',
    query: { metric: 'pipeline_coverage', shape: 'total', output: 'value' },
    days: 1,
    condition: { is: 'below', threshold: 3 },
    ...OF_DAYS,
    noData: 'OK',
    context: ['n'],
    dashboard: 'pipeline',
  },
  {
    id: 'stalled-value',
    query: { metric: 'stalled_value', shape: 'total', output: 'value' },
    days: 1,
    condition: { is: 'above', threshold: 100_000 },
    ...OF_DAYS,
    noData: 'OK',
    context: ['n'],
    dashboard: 'pipeline',
  },
  {
    id: 'rep-silent',
    query: { metric: 'days_since_activity', shape: 'breakdown', groupBy: ['rep'], output: 'value' },
    days: 1,
    condition: { is: 'at least', threshold: 5 },
    ...OF_DAYS,
    noData: 'Alerting',
    context: [],
    dashboard: 'team-and-rep',
  },
  {
    id: 'data-entry-share',
    query: { metric: 'data_entry_share', shape: 'breakdown', groupBy: ['team'], wholeBuckets: true, output: 'value' },
    days: FOUR_WEEKS,
    condition: { is: 'above', threshold: 1 / 3 },
    ...OF_DAYS,
    noData: 'OK',
    context: ['n'],
    dashboard: 'team-and-rep',
  },
  {
    id: 'accounts-at-risk',
    query: { metric: 'at_risk_accounts', shape: 'total', compareTo: 'previous_period', output: 'change' },
    days: 7,
    condition: { is: 'above', threshold: 0 },
    ...OF_DAYS,
    noData: 'OK',
    context: ['value', 'previous'],
    dashboard: 'customers',
  },
  {
    id: 'checkins-overdue',
    query: { metric: 'checkins_overdue', shape: 'total', output: 'value' },
    days: 1,
    condition: { is: 'above', threshold: 0 },
    ...OF_DAYS,
    repeats: 'weekly',
    noData: 'OK',
    context: [],
    dashboard: 'customers',
  },
  {
    id: 'churn-above-plan',
    query: surely('churn_rate'),
    days: 91,
    condition: { is: 'above', threshold: 0.05 },
    ...OF_DAYS,
    noData: 'OK',
    context: ['value', 'low', 'high', 'n'],
    dashboard: 'customers',
  },
  {
    id: 'source-silent',
    query: {
      ...{ metric: 'data_freshness', shape: 'breakdown', groupBy: ['source'], output: 'value' },
      // People decide when they decide.
      filters: [{ dimension: 'source', operator: 'not_in', values: ['decisions'] }],
    },
    days: 1,
    // Longer than a weekend.
    condition: { is: 'above', threshold: 72 * HOUR },
    every: 5 * MINUTE,
    for: 10 * MINUTE,
    noData: 'Alerting',
    context: [],
    dashboard: 'data-health',
    repeats: 'daily',
  },
  {
    id: 'reject-rate',
    query: { ...surely('reject_rate'), shape: 'breakdown', groupBy: ['source'], wholeBuckets: false },
    days: 1,
    condition: { is: 'above', threshold: 0.05 },
    every: 5 * MINUTE,
    for: 10 * MINUTE,
    noData: 'OK',
    context: ['value', 'low', 'high', 'n'],
    dashboard: 'data-health',
    repeats: 'daily',
  },
  {
    id: 'forecast-below-target',
    query: { metric: 'forecast_attainment', shape: 'total', output: 'value' },
    days: 1,
    condition: { is: 'below', threshold: 0.9 },
    ...OF_DAYS,
    noData: 'OK',
    context: ['n'],
    dashboard: 'executive-overview',
  },
];

/** A change against the period before, where it is more than chance; else 0. */
function drop(metric: string) {
  return {
    metric,
    compareTo: 'previous_period',
    wholeBuckets: true,
    confidence: 0.99,
    output: 'significant_change',
  } as const;
}

/** The lower bound of a share: it is at least that, but for one case in a hundred. */
function surely(metric: string) {
  // Of a two-sided interval of 98 % each side misses 1 %.
  return { metric, shape: 'total', wholeBuckets: true, confidence: 0.98, output: 'low' } as const;
}
