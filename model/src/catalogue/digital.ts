import { facts } from './facts';
import type { Metric } from './metric';
import { followedInWindow, windowParameters } from './window';

export const digitalMetrics: Metric[] = [
  {
    id: 'web_visits',
    title: 'Web visits',
    group: 'Digital and intent',
    unit: 'count',
    direction: 'higher',
    definition:
      'Visits to the web site that began in the period; half an hour without a page ends a visit; by page, the visits that began on it.',
    facts: 'web_sessions',
    measure: { kind: 'count' },
    dimensions: facts.web_sessions.dimensions,
    minimumSample: 0,
  },
  {
    id: 'web_visitors',
    title: 'Web visitors',
    group: 'Digital and intent',
    unit: 'count',
    direction: 'higher',
    definition: 'Different visitors of the web site in the period; by page, those whose visit began on it.',
    facts: 'web_sessions',
    measure: { kind: 'count', distinct: 'visitor' },
    dimensions: facts.web_sessions.dimensions,
    minimumSample: 0,
  },
  {
    id: 'visit_to_lead_rate',
    title: 'Visit to lead rate',
    group: 'Digital and intent',
    unit: 'ratio',
    direction: 'higher',
    definition:
      'Of the visitors who first came to the web site in the period, the share that became a lead within 30 days.',
    facts: 'first_visits',
    measure: { kind: 'ratio', numerator: followedInWindow('lead_at', 'first_at'), denominator: '1' },
    dimensions: facts.first_visits.dimensions,
    minimumSample: 10,
    windowDays: 30,
    parameters: windowParameters(30),
  },
  {
    id: 'intent_signals',
    title: 'Intent signals',
    group: 'Digital and intent',
    unit: 'count',
    direction: 'higher',
    definition: 'Signs of interest seen in the period on review and comparison sites.',
    facts: 'intent_signals',
    measure: { kind: 'count' },
    dimensions: facts.intent_signals.dimensions,
    minimumSample: 0,
  },
];
