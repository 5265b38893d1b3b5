import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { CHART_HEIGHT, NUMBER_HEIGHT, startDashboard, withCommonMenus } from '../dashboard';
import { breakdownPanel } from '../panels/breakdown-panel';
import { numberWithIntervalPanel } from '../panels/number-panel';
import { barPanel, lineWithIntervalPanel } from '../panels/series-panel';
import { chosenFor } from '../variables';

/** Do we reach people, do they answer, and are we fast enough? */
export function outreach(): Dashboard {
  const number = (metric: string) =>
    numberWithIntervalPanel({ metric, filters: chosenFor(metric) })
      .span(6)
      .height(NUMBER_HEIGHT);
  const line = (metric: string) =>
    lineWithIntervalPanel({ metric, interval: 'month', filters: chosenFor(metric) })
      .span(8)
      .height(CHART_HEIGHT);
  return withCommonMenus(
    startDashboard({
      name: 'outreach',
      title: 'Outreach',
      description: 'Do we reach people, do they answer, and are we fast enough?',
    }),
  )
    .withPanel(number('email_reply_rate'))
    .withPanel(number('call_connect_rate'))
    .withPanel(number('meeting_show_rate'))
    .withPanel(number('unanswered_leads'))
    .withPanel(line('email_open_rate'))
    .withPanel(line('email_click_rate'))
    .withPanel(line('email_reply_rate'))
    .withPanel(
      barPanel({ metric: 'emails_sent', interval: 'week', filters: chosenFor('emails_sent') })
        .span(12)
        .height(CHART_HEIGHT),
    )
    .withPanel(
      barPanel({ metric: 'calls', interval: 'week', filters: chosenFor('calls') })
        .span(12)
        .height(CHART_HEIGHT),
    )
    .withPanel(
      breakdownPanel({ metric: 'lead_response_time', filters: chosenFor('lead_response_time') }, 'team')
        .span(12)
        .height(CHART_HEIGHT),
    )
    .withPanel(
      breakdownPanel({ metric: 'lead_conversion_rate', filters: chosenFor('lead_conversion_rate') }, 'channel')
        .span(12)
        .height(CHART_HEIGHT),
    )
    .build();
}
