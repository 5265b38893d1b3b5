import type { Metric } from '../metric';
import { firstVisitsOf } from '../visits';
import { COMMON, OF_EVENTS, observed } from './kinds';

/** The metrics of the web and of what visitors show interest in. */
export const digitalMetrics = {
  web_visits: observed('count', {
    dimensions: [...OF_EVENTS, 'page'],
    observe: ({ sessions }) => sessions.map(({ time, dimensions }) => ({ time, dimensions })),
  }),
  web_visitors: observed('count', {
    dimensions: [...OF_EVENTS, 'page'],
    countedBy: [],
    isDistinct: true,
    observe: ({ sessions }) => sessions,
  }),
  visit_to_lead_rate: observed('ratio', {
    minimumSample: 10,
    windowDays: 30,
    dimensions: [...COMMON, 'page'],
    observe: ({ sessions, leads }, { window }) =>
      firstVisitsOf(sessions).map((visit) => ({
        ...visit,
        hit: leads.some(
          ({ time, dimensions }) =>
            dimensions.visitor === visit.entity && time >= visit.time && time < visit.time + window,
        ),
      })),
  }),
  intent_signals: observed('count', {
    dimensions: [...OF_EVENTS, 'intent'],
    observe: ({ intents }) => intents,
  }),
} satisfies Record<string, Metric>;
