import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { CHART_HEIGHT, NUMBER_HEIGHT, startDashboard, withCommonMenus } from '../dashboard';
import { breakdownPanel } from '../panels/breakdown-panel';
import { numberPanel } from '../panels/number-panel';
import { barPanel } from '../panels/series-panel';
import { tablePanel } from '../panels/table-panel';
import { chosenFor } from '../variables';

/** Who needs coaching, who has too much on the table, and where does the time go? */
export function teamAndRep(): Dashboard {
  const number = (metric: string) =>
    numberPanel({ metric, filters: chosenFor(metric) })
      .span(6)
      .height(NUMBER_HEIGHT);
  const byRep = (metric: string) =>
    breakdownPanel({ metric, filters: chosenFor(metric) }, 'rep')
      .span(12)
      .height(CHART_HEIGHT);
  return withCommonMenus(
    startDashboard({
      name: 'team-and-rep',
      title: 'Team and rep',
      description: 'Who needs coaching, who has too much on the table, and where does the time go?',
    }),
  )
    .withPanel(number('selling_time_share'))
    .withPanel(number('data_entry_share'))
    .withPanel(number('calls'))
    .withPanel(number('meetings_held'))
    .withPanel(
      tablePanel({
        title: 'Leaderboard',
        description:
          'Reps in the order of what is certain of their win rate, so that a few lucky deals do not win; places gained since the period before.',
        query: {
          queryType: 'leaderboard',
          metrics: ['win_rate', 'won_value', 'calls', 'meetings_held'],
          filters: chosenFor('win_rate'),
        },
        widths: { Rank: 60, 'Rank change': 110, Rep: 160 },
        hidden: [
          ...['Won value sample', 'Won value low sample', 'Calls sample', 'Calls low sample'],
          ...['Meetings held sample', 'Meetings held low sample'],
        ],
      })
        .span(24)
        .height(CHART_HEIGHT + 2),
    )
    .withPanel(byRep('open_opportunities'))
    .withPanel(byRep('days_since_activity'))
    .withPanel(
      breakdownPanel({ metric: 'selling_time_share', filters: chosenFor('selling_time_share') }, 'team')
        .span(12)
        .height(CHART_HEIGHT),
    )
    .withPanel(
      breakdownPanel({ metric: 'data_entry_share', filters: chosenFor('data_entry_share') }, 'team')
        .span(12)
        .height(CHART_HEIGHT),
    )
    .withPanel(
      barPanel({ metric: 'calls', interval: 'week', filters: chosenFor('calls') })
        .span(12)
        .height(CHART_HEIGHT),
    )
    .withPanel(
      barPanel({ metric: 'meetings_held', interval: 'week', filters: chosenFor('meetings_held') })
        .span(12)
        .height(CHART_HEIGHT),
    )
    .build();
}
