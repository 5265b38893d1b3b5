import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { CHART_HEIGHT, NUMBER_HEIGHT, startDashboard } from '../dashboard';
import { breakdownPanel } from '../panels/breakdown-panel';
import { numberPanel } from '../panels/number-panel';
import { barPanel } from '../panels/series-panel';

/** Do all sources deliver, and can their events be used? */
export function dataHealth(): Dashboard {
  return startDashboard({
    name: 'data-health',
    title: 'Data health',
    description: 'Do all sources deliver, and can their events be used?',
  })
    .withPanel(numberPanel({ metric: 'data_freshness' }).span(6).height(NUMBER_HEIGHT))
    .withPanel(numberPanel({ metric: 'events_ingested' }).span(6).height(NUMBER_HEIGHT))
    .withPanel(numberPanel({ metric: 'events_rejected' }).span(6).height(NUMBER_HEIGHT))
    .withPanel(numberPanel({ metric: 'reject_rate' }).span(6).height(NUMBER_HEIGHT))
    .withPanel(breakdownPanel({ metric: 'data_freshness' }, 'source').span(12).height(CHART_HEIGHT))
    .withPanel(breakdownPanel({ metric: 'events_ingested' }, 'source').span(12).height(CHART_HEIGHT))
    .withPanel(barPanel({ metric: 'events_ingested', interval: 'week' }).span(12).height(CHART_HEIGHT))
    .withPanel(breakdownPanel({ metric: 'events_ingested' }, 'type').span(12).height(CHART_HEIGHT))
    .withPanel(breakdownPanel({ metric: 'events_ingested' }, 'source_class').span(12).height(CHART_HEIGHT))
    .withPanel(breakdownPanel({ metric: 'reject_rate' }, 'source').span(12).height(CHART_HEIGHT))
    .build();
}
