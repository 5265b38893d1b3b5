import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { CHART_HEIGHT, NUMBER_HEIGHT, startDashboard, withCommonMenus } from '../dashboard';
import { breakdownPanel } from '../panels/breakdown-panel';
import { numberPanel, numberWithIntervalPanel } from '../panels/number-panel';
import { barPanel, lineWithIntervalPanel } from '../panels/series-panel';
import { tablePanel } from '../panels/table-panel';
import { chosenFor, comparisonVariable } from '../variables';

/** How are we doing against target and last year, and what changed? */
export function executiveOverview(): Dashboard {
  const number = (metric: string) =>
    numberPanel({ metric, filters: chosenFor(metric) })
      .span(4)
      .height(NUMBER_HEIGHT);
  const changes = (metric: string) =>
    breakdownPanel({ metric, filters: chosenFor(metric), compareTo: '$compare' }, 'team')
      .span(24)
      .height(CHART_HEIGHT);
  return withCommonMenus(
    startDashboard({
      name: 'executive-overview',
      title: 'Executive overview',
      description: 'How are we doing against target and last year, and what changed?',
    }),
  )
    .withVariable(comparisonVariable())
    .withPanel(numberPanel({ metric: 'quota_attainment' }).span(4).height(NUMBER_HEIGHT))
    .withPanel(number('won_value'))
    .withPanel(number('pipeline_value'))
    .withPanel(number('net_revenue_retention'))
    .withPanel(
      numberWithIntervalPanel({ metric: 'win_rate', filters: chosenFor('win_rate') })
        .span(8)
        .height(NUMBER_HEIGHT),
    )
    .withPanel(
      barPanel({ metric: 'won_value', interval: 'month', filters: chosenFor('won_value') })
        .span(12)
        .height(CHART_HEIGHT),
    )
    .withPanel(
      lineWithIntervalPanel({ metric: 'win_rate', interval: 'month', filters: chosenFor('win_rate') })
        .span(12)
        .height(CHART_HEIGHT),
    )
    .withPanel(changes('win_rate'))
    .withPanel(
      tablePanel({
        title: 'Forecast of the next months',
        description:
          'What will be won, with a band that is to hold four in five. The notice says by how much it was off before.',
        query: {
          queryType: 'forecast',
          interval: 'month',
          filters: chosenFor('won_value'),
          parameters: { horizon: 4 },
        },
      })
        .span(12)
        .height(CHART_HEIGHT),
    )
    .withPanel(
      tablePanel({
        title: 'Accounts at risk',
        description: 'Whose health is low, and why?',
        query: { queryType: 'accounts_at_risk', filters: chosenFor('at_risk_accounts'), limit: 10 },
        widths: { Account: 160, Score: 80, Mrr: 90 },
        hidden: ['Manager', 'Last contact'],
      })
        .span(12)
        .height(CHART_HEIGHT),
    )
    .build();
}
