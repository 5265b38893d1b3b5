import { facts } from './facts';
import type { Metric } from './metric';

export const activityMetrics: Metric[] = [
  {
    id: 'calls',
    title: 'Calls',
    group: 'Activity',
    unit: 'count',
    direction: 'higher',
    definition: 'Calls logged that began in the period, inbound and outbound.',
    facts: 'calls',
    measure: { kind: 'count' },
    dimensions: facts.calls.dimensions,
    minimumSample: 0,
  },
  {
    id: 'call_connect_rate',
    title: 'Call connect rate',
    group: 'Activity',
    unit: 'ratio',
    direction: 'higher',
    definition: 'Of the outbound calls in the period, the share that reached somebody.',
    facts: 'calls',
    measure: {
      kind: 'ratio',
      numerator: "outcome = 'connected'",
      denominator: "direction = 'outbound'",
    },
    dimensions: facts.calls.dimensions.filter((name) => name !== 'outcome' && name !== 'direction'),
    minimumSample: 30,
  },
  {
    id: 'meetings_held',
    title: 'Meetings held',
    group: 'Activity',
    unit: 'count',
    direction: 'higher',
    definition:
      'Meetings in the period that took place; for a calendar that never says so, a past meeting that was neither cancelled nor missed counts as held.',
    facts: 'meetings',
    measure: {
      kind: 'count',
      where:
        "status = 'held' OR (status = 'scheduled' AND has({held_implied_sources:Array(String)}, source) AND starts_at < {now:DateTime64(3, 'UTC')})",
    },
    dimensions: facts.meetings.dimensions,
    minimumSample: 0,
  },
];
