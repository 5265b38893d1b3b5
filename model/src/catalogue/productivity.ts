import { facts } from './facts';
import type { Metric } from './metric';

export const productivityMetrics: Metric[] = [
  {
    id: 'selling_time_share',
    title: 'Selling time share',
    group: 'Productivity',
    unit: 'ratio',
    direction: 'higher',
    definition: 'Of all the time logged in the period, the share spent selling.',
    facts: 'time_logs',
    measure: { kind: 'share', quantity: 'minutes', numerator: "activity = 'selling'" },
    dimensions: facts.time_logs.dimensions.filter((name) => name !== 'activity'),
    minimumSample: 10,
  },
];
