import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { CHART_HEIGHT, startDashboard } from '../dashboard';
import { barPanel } from '../panels/series-panel';
import { tablePanel } from '../panels/table-panel';
import { LAST_TWO_YEARS } from '../time-ranges';
import { chosen, oneOfDimension } from '../variables';

/** What did an account go through, what brought it to us, and what may it need next? */
export function accountJourney(): Dashboard {
  return (
    startDashboard({
      name: 'account-journey',
      title: 'Account journey',
      description: 'What did an account go through, what brought it to us, and what may it need next?',
    })
      .time(LAST_TWO_YEARS)
      // Those that are or were customers.
      .withVariable(oneOfDimension('account', 'Account', 'mrr'))
      .withPanel(
        tablePanel({
          title: 'All that happened',
          description: 'Every touch, deal, answer and ticket of the account in the period, the newest first.',
          query: { queryType: 'journey', parameters: { account: '$account' }, limit: 200 },
          widths: { Time: 170, Type: 170, Channel: 90, Rep: 150 },
        })
          .span(24)
          .height(CHART_HEIGHT + 4),
      )
      .withPanel(
        tablePanel({
          title: 'What it may need next',
          description: 'Products that accounts with the same have and this one lacks, the surest first.',
          query: { queryType: 'affinity', parameters: { account: '$account' }, limit: 10 },
          hidden: ['Support'],
        })
          .span(12)
          .height(CHART_HEIGHT),
      )
      .withPanel(
        barPanel({ metric: 'usage', interval: 'week', filters: [chosen('account')] })
          .span(12)
          .height(CHART_HEIGHT),
      )
      .withPanel(
        tablePanel({
          title: 'Channels that had a part in what was won',
          description: 'Of all accounts: what was won, dealt out evenly to the touches of the 90 days before.',
          query: { queryType: 'attribution', groupBy: ['channel'] },
        })
          .span(12)
          .height(CHART_HEIGHT),
      )
      .withPanel(
        tablePanel({
          title: 'Campaigns that had a part in what was won',
          description:
            'Of all accounts: what was won, dealt out to the touches of the 90 days before, the later ones more.',
          query: { queryType: 'attribution', groupBy: ['campaign'], parameters: { model: 'time_decay' } },
        })
          .span(12)
          .height(CHART_HEIGHT),
      )
      .build()
  );
}
