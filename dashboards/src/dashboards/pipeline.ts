import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { CHART_HEIGHT, NUMBER_HEIGHT, startDashboard, withCommonMenus } from '../dashboard';
import { breakdownPanel } from '../panels/breakdown-panel';
import { forecastPanel } from '../panels/forecast-panel';
import { numberPanel } from '../panels/number-panel';
import { linePanel } from '../panels/series-panel';
import { tablePanel } from '../panels/table-panel';
import { chosenFor, pipelineVariable } from '../variables';

/** Where do deals get stuck, and what will come of those that are open? */
export function pipeline(): Dashboard {
  const filters = chosenFor('win_rate');
  const number = (metric: string) =>
    numberPanel({ metric, filters: chosenFor(metric) })
      .span(6)
      .height(NUMBER_HEIGHT);
  return withCommonMenus(
    startDashboard({
      name: 'pipeline',
      title: 'Pipeline',
      description: 'Where do deals get stuck, and what will come of those that are open?',
    }).withVariable(pipelineVariable()),
  )
    .withPanel(number('pipeline_value'))
    .withPanel(number('open_opportunities'))
    .withPanel(number('stalled_value'))
    .withPanel(numberPanel({ metric: 'pipeline_coverage' }).span(6).height(NUMBER_HEIGHT))
    .withPanel(
      tablePanel({
        title: 'Funnel',
        description: 'How far did the opportunities that were created in the period come, and where do they leak?',
        query: { queryType: 'funnel', filters, parameters: { pipeline: '$pipeline' } },
        widths: { Stage: 120 },
        hidden: ['Position'],
      })
        .span(12)
        .height(CHART_HEIGHT),
    )
    .withPanel(
      breakdownPanel({ metric: 'stage_time', filters: chosenFor('stage_time') }, 'stage')
        .span(12)
        .height(CHART_HEIGHT),
    )
    .withPanel(
      tablePanel({
        title: 'Forecast of the next weeks',
        description:
          'What will be won, with a band that is to hold four in five. The notice says by how much it was off before.',
        query: { queryType: 'forecast', filters, parameters: { horizon: 8 } },
      })
        .span(12)
        .height(CHART_HEIGHT),
    )
    .withPanel(
      forecastPanel({
        title: 'What was forecast, and what came',
        description:
          'Each of the last months as it would have been forecast at its beginning, beside what was won in it.',
        query: { queryType: 'forecast', interval: 'month', filters, parameters: { backtest: 6 } },
      })
        .span(12)
        .height(CHART_HEIGHT),
    )
    .withPanel(
      linePanel({ metric: 'pipeline_value', filters: chosenFor('pipeline_value') })
        .span(10)
        .height(CHART_HEIGHT),
    )
    .withPanel(
      tablePanel({
        title: 'Stalled deals',
        description: 'Open deals to which nothing happened for longer than twice the usual time in their stage.',
        query: {
          queryType: 'records',
          metric: 'stalled_opportunities',
          filters: chosenFor('stalled_value'),
          limit: 50,
        },
        hidden: [
          ...['Type', 'Region', 'Segment', 'Pipeline', 'Channel', 'Product', 'Campaign', 'Competitor', 'Origin'],
          ...['Source', 'Source class', 'Counted as', 'Comment', 'Team'],
        ],
      })
        .span(14)
        .height(CHART_HEIGHT),
    )
    .build();
}
