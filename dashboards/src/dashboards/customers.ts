import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { CHART_HEIGHT, NUMBER_HEIGHT, startDashboard } from '../dashboard';
import { breakdownPanel } from '../panels/breakdown-panel';
import { numberPanel, numberWithIntervalPanel } from '../panels/number-panel';
import { barPanel, linePanel, lineWithIntervalPanel } from '../panels/series-panel';
import { tablePanel } from '../panels/table-panel';
import { chosen, dimensionVariable } from '../variables';

/** Are customers content, who is about to leave, and who was not looked after? */
export function customers(): Dashboard {
  const filters = [chosen('region'), chosen('segment')];
  const number = (metric: string) => numberPanel({ metric, filters }).span(4).height(NUMBER_HEIGHT);
  return startDashboard({
    name: 'customers',
    title: 'Customers',
    description: 'Are customers content, who is about to leave, and who was not looked after?',
  })
    .withVariable(dimensionVariable('region', 'Region'))
    .withVariable(dimensionVariable('segment', 'Segment'))
    .withPanel(numberWithIntervalPanel({ metric: 'nps', filters }).span(8).height(NUMBER_HEIGHT))
    .withPanel(number('active_accounts'))
    .withPanel(number('mrr'))
    .withPanel(number('at_risk_accounts'))
    .withPanel(number('checkins_overdue'))
    .withPanel(lineWithIntervalPanel({ metric: 'nps', interval: 'month', filters }).span(8).height(CHART_HEIGHT))
    .withPanel(lineWithIntervalPanel({ metric: 'churn_rate', interval: 'month', filters }).span(8).height(CHART_HEIGHT))
    .withPanel(linePanel({ metric: 'net_revenue_retention', interval: 'month', filters }).span(8).height(CHART_HEIGHT))
    .withPanel(
      tablePanel({
        title: 'Accounts at risk',
        description: 'Whose health is low, and why?',
        query: { queryType: 'accounts_at_risk', filters, limit: 20 },
        widths: { Account: 160, Score: 80, Mrr: 90, Manager: 130, 'Last contact': 160 },
      })
        .span(24)
        .height(CHART_HEIGHT),
    )
    .withPanel(
      tablePanel({
        title: 'What they say',
        description: 'The latest answers to the Net Promoter question, with their comments.',
        query: { queryType: 'records', metric: 'nps', filters, limit: 100 },
        widths: { Time: 160, Account: 160, 'Counted as': 110 },
        hidden: [
          ...['ID', 'Type', 'Rep', 'Team', 'Region', 'Segment', 'Pipeline', 'Channel', 'Product', 'Campaign'],
          ...['Competitor', 'Origin', 'Source', 'Source class', 'Tag', 'Amount'],
        ],
      })
        .span(12)
        .height(CHART_HEIGHT),
    )
    .withPanel(breakdownPanel({ metric: 'review_rating', filters }, 'site').span(12).height(CHART_HEIGHT))
    .withPanel(barPanel({ metric: 'ticket_volume', interval: 'week', filters }).span(8).height(CHART_HEIGHT))
    .withPanel(
      lineWithIntervalPanel({ metric: 'ticket_first_response', interval: 'month', filters })
        .span(8)
        .height(CHART_HEIGHT),
    )
    .withPanel(lineWithIntervalPanel({ metric: 'csat', interval: 'month', filters }).span(8).height(CHART_HEIGHT))
    .build();
}
