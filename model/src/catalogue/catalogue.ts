import { activityMetrics } from './activity';
import { customerMetrics } from './customer';
import { digitalMetrics } from './digital';
import { hubHealthMetrics } from './hub-health';
import type { Metric } from './metric';
import { outreachMetrics } from './outreach';
import { pipelineMetrics } from './pipeline';
import { productivityMetrics } from './productivity';

/** Every metric, in the order in which menus and documents show them. */
export const CATALOGUE: readonly Metric[] = [
  ...pipelineMetrics,
  ...activityMetrics,
  ...outreachMetrics,
  ...productivityMetrics,
  ...customerMetrics,
  ...digitalMetrics,
  ...hubHealthMetrics,
];

const byId = new Map(CATALOGUE.map((metric) => [metric.id, metric]));

export const METRIC_IDS: readonly string[] = CATALOGUE.map((metric) => metric.id);

export function findMetric(id: string): Metric | undefined {
  return byId.get(id);
}
