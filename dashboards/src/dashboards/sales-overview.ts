import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { CHART_HEIGHT, NUMBER_HEIGHT, startDashboard } from '../dashboard';
import { breakdownPanel } from '../panels/breakdown-panel';
import { numberPanel, numberWithIntervalPanel } from '../panels/number-panel';
import { barPanel, linePanel, lineWithIntervalPanel } from '../panels/series-panel';
import { chosen, dimensionVariable } from '../variables';

/** How sales is doing: what is won, what is open, how long it takes, what customers say. */
export function salesOverview(): Dashboard {
  const filters = [chosen('team'), chosen('region')];
  const number = (metric: string) => numberPanel({ metric, filters }).span(4).height(NUMBER_HEIGHT);
  return startDashboard({
    name: 'sales-overview',
    title: 'Sales overview',
    description: 'How sales is doing: what is won, what is open, how long it takes, what customers say.',
  })
    .withVariable(dimensionVariable('team', 'Team'))
    .withVariable(dimensionVariable('region', 'Region'))
    .withPanel(numberWithIntervalPanel({ metric: 'win_rate', filters }).span(8).height(NUMBER_HEIGHT))
    .withPanel(number('pipeline_value'))
    .withPanel(number('won_value'))
    .withPanel(number('sales_cycle'))
    .withPanel(number('nps'))
    .withPanel(lineWithIntervalPanel({ metric: 'win_rate', interval: 'month', filters }).span(12).height(CHART_HEIGHT))
    .withPanel(barPanel({ metric: 'won_value', interval: 'month', filters }).span(12).height(CHART_HEIGHT))
    .withPanel(linePanel({ metric: 'pipeline_value', filters }).span(8).height(CHART_HEIGHT))
    .withPanel(
      lineWithIntervalPanel({ metric: 'sales_cycle', interval: 'month', filters }).span(8).height(CHART_HEIGHT),
    )
    .withPanel(lineWithIntervalPanel({ metric: 'nps', interval: 'month', filters }).span(8).height(CHART_HEIGHT))
    .withPanel(breakdownPanel({ metric: 'win_rate', filters }, 'team').span(16).height(CHART_HEIGHT))
    .withPanel(barPanel({ metric: 'calls', interval: 'week', filters }).span(8).height(CHART_HEIGHT))
    .build();
}
