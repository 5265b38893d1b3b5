import type { Metric } from './metric';
import { accountMetrics } from './metrics/accounts';
import { activityMetrics } from './metrics/activity';
import { customerMetrics } from './metrics/customer';
import { digitalMetrics } from './metrics/digital';
import { hubMetrics } from './metrics/hub';
import { leadMetrics } from './metrics/leads';
import { outreachMetrics } from './metrics/outreach';
import { pipelineMetrics } from './metrics/pipeline';
import { productivityMetrics } from './metrics/productivity';
import { stageMetrics } from './metrics/stages';
import { subscriptionMetrics } from './metrics/subscriptions';
import { targetMetrics } from './metrics/targets';

/** The metrics by their id; one with another cohort has an entry of its own. */
export const METRICS = {
  ...activityMetrics,
  ...leadMetrics,
  ...outreachMetrics,
  ...pipelineMetrics,
  ...stageMetrics,
  ...targetMetrics,
  ...productivityMetrics,
  ...customerMetrics,
  ...subscriptionMetrics,
  ...accountMetrics,
  ...digitalMetrics,
  ...hubMetrics,
} satisfies Record<string, Metric>;

export type MetricName = keyof typeof METRICS;
