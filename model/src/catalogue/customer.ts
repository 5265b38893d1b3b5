import { facts } from './facts';
import type { Metric } from './metric';

export const customerMetrics: Metric[] = [
  {
    id: 'nps',
    title: 'Net Promoter Score',
    group: 'Customer',
    unit: 'score',
    direction: 'higher',
    definition:
      'Of the answers in the period, the share of promoters (9–10) less the share of detractors (0–6), from −100 to 100.',
    facts: 'nps_answers',
    measure: { kind: 'score', score: 'score' },
    dimensions: facts.nps_answers.dimensions,
    minimumSample: 30,
  },
];
