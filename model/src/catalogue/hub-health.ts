import { facts } from './facts';
import type { Metric } from './metric';

export const hubHealthMetrics: Metric[] = [
  {
    id: 'events_ingested',
    title: 'Events ingested',
    group: 'Hub health',
    unit: 'count',
    direction: 'neutral',
    definition: 'Events that the hub received and kept in the period, each once.',
    facts: 'ingested_events',
    measure: { kind: 'count' },
    dimensions: facts.ingested_events.dimensions,
    minimumSample: 0,
  },
  {
    id: 'events_rejected',
    title: 'Events rejected',
    group: 'Hub health',
    unit: 'count',
    direction: 'lower',
    definition: 'Events that the hub refused in the period, also those that were replayed later.',
    facts: 'rejected_events',
    measure: { kind: 'count' },
    dimensions: facts.rejected_events.dimensions,
    minimumSample: 0,
  },
  {
    id: 'reject_rate',
    title: 'Reject rate',
    group: 'Hub health',
    unit: 'ratio',
    direction: 'lower',
    definition: 'Of the events that the hub received in the period, the share that it refused.',
    facts: 'received_events',
    measure: { kind: 'ratio', numerator: 'is_rejected', denominator: '1' },
    dimensions: facts.received_events.dimensions,
    minimumSample: 10,
  },
  {
    id: 'data_freshness',
    title: 'Data freshness',
    group: 'Hub health',
    unit: 'seconds',
    direction: 'lower',
    definition:
      'How long ago the newest event happened that the hub had received, as of the end of each period; it grows while a source is silent.',
    facts: 'newest_events',
    measure: {
      kind: 'level',
      aggregate: 'greatest(0, toUnixTimestamp64Milli(any(point.3)) - toUnixTimestamp64Milli(max(newest))) / 1000',
      sample: { kind: 'sum', quantity: 'received', of: 'known_events' },
      absent: null,
    },
    dimensions: facts.newest_events.dimensions,
    minimumSample: 0,
  },
];
