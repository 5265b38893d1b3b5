import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dimension } from '@saleshub/model';
import { CHART_HEIGHT, NUMBER_HEIGHT, startDashboard, withCommonMenus } from '../dashboard';
import { breakdownPanel } from '../panels/breakdown-panel';
import { numberPanel, numberWithIntervalPanel } from '../panels/number-panel';
import { lineWithIntervalPanel } from '../panels/series-panel';
import { chosenFor, comparisonVariable } from '../variables';

/** With what do we win, against whom do we lose, and is a change more than chance? */
export function winRate(): Dashboard {
  const filters = chosenFor('win_rate');
  const by = (dimension: Dimension) =>
    breakdownPanel({ metric: 'win_rate', filters, compareTo: '$compare' }, dimension).span(12).height(CHART_HEIGHT);
  return withCommonMenus(
    startDashboard({
      name: 'win-rate',
      title: 'Win rate',
      description: 'With what do we win, against whom do we lose, and is a change more than chance?',
    }),
  )
    .withVariable(comparisonVariable())
    .withPanel(numberWithIntervalPanel({ metric: 'win_rate', filters }).span(8).height(NUMBER_HEIGHT))
    .withPanel(numberWithIntervalPanel({ metric: 'deal_size', filters }).span(8).height(NUMBER_HEIGHT))
    .withPanel(numberPanel({ metric: 'win_rate_value', filters }).span(4).height(NUMBER_HEIGHT))
    .withPanel(numberPanel({ metric: 'closed_opportunities', filters }).span(4).height(NUMBER_HEIGHT))
    .withPanel(lineWithIntervalPanel({ metric: 'win_rate', interval: 'month', filters }).span(12).height(CHART_HEIGHT))
    .withPanel(
      breakdownPanel({ metric: 'lost_opportunities', filters: chosenFor('lost_opportunities') }, 'loss_reason')
        .span(12)
        .height(CHART_HEIGHT),
    )
    .withPanel(by('product'))
    .withPanel(by('team'))
    .withPanel(by('campaign'))
    .withPanel(by('competitor'))
    .build();
}
