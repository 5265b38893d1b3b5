import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { CHART_HEIGHT, NUMBER_HEIGHT, startDashboard } from '../dashboard';
import { breakdownPanel } from '../panels/breakdown-panel';
import { numberPanel, numberWithIntervalPanel } from '../panels/number-panel';
import { barPanel, lineWithIntervalPanel } from '../panels/series-panel';

/** Who looks at us and at our competitors, and do visitors become leads? */
export function digitalAndIntent(): Dashboard {
  return startDashboard({
    name: 'digital-and-intent',
    title: 'Digital and intent',
    description: 'Who looks at us and at our competitors, and do visitors become leads?',
  })
    .withPanel(numberPanel({ metric: 'web_visitors' }).span(5).height(NUMBER_HEIGHT))
    .withPanel(numberPanel({ metric: 'web_visits' }).span(5).height(NUMBER_HEIGHT))
    .withPanel(numberWithIntervalPanel({ metric: 'visit_to_lead_rate' }).span(9).height(NUMBER_HEIGHT))
    .withPanel(numberPanel({ metric: 'intent_signals' }).span(5).height(NUMBER_HEIGHT))
    .withPanel(barPanel({ metric: 'web_visits', interval: 'week' }).span(8).height(CHART_HEIGHT))
    .withPanel(lineWithIntervalPanel({ metric: 'visit_to_lead_rate', interval: 'month' }).span(8).height(CHART_HEIGHT))
    .withPanel(barPanel({ metric: 'intent_signals', interval: 'week' }).span(8).height(CHART_HEIGHT))
    .withPanel(breakdownPanel({ metric: 'intent_signals' }, 'intent').span(8).height(CHART_HEIGHT))
    .withPanel(breakdownPanel({ metric: 'intent_signals' }, 'competitor').span(8).height(CHART_HEIGHT))
    .withPanel(breakdownPanel({ metric: 'new_leads' }, 'channel').span(8).height(CHART_HEIGHT))
    .build();
}
