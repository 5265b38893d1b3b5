import { facts } from './facts';
import type { Metric } from './metric';

const SHARED_DIMENSIONS = facts.time_logs.dimensions.filter((name) => name !== 'activity');

/** Hours logged for one activity. */
function timeSpent(id: string, title: string, activity: string, words: string, direction: Metric['direction']): Metric {
  return {
    id,
    title,
    group: 'Productivity',
    unit: 'hours',
    direction,
    definition: `The hours logged in the period as spent ${words}.`,
    facts: 'time_logs',
    measure: { kind: 'sum', quantity: 'minutes / 60', where: `activity = '${activity}'` },
    dimensions: SHARED_DIMENSIONS,
    minimumSample: 0,
  };
}

/** The part of all logged time that went into one activity. */
function timeShare(id: string, title: string, activity: string, words: string, direction: Metric['direction']): Metric {
  return {
    id,
    title,
    group: 'Productivity',
    unit: 'ratio',
    direction,
    definition: `Of all the time logged in the period, the share spent ${words}.`,
    facts: 'time_logs',
    measure: { kind: 'share', quantity: 'minutes', numerator: `activity = '${activity}'` },
    dimensions: SHARED_DIMENSIONS,
    minimumSample: 10,
  };
}

export const productivityMetrics: Metric[] = [
  timeSpent('selling_time', 'Selling time', 'selling', 'selling', 'higher'),
  timeSpent('data_entry_time', 'Data entry time', 'data_entry', 'entering data', 'lower'),
  timeShare('selling_time_share', 'Selling time share', 'selling', 'selling', 'higher'),
  timeShare('data_entry_share', 'Data entry share', 'data_entry', 'entering data', 'lower'),
  timeShare('planning_time_share', 'Planning time share', 'planning', 'planning', 'neutral'),
];
