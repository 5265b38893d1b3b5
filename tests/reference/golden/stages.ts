import { event } from '../plain/example';
import { breakdown, golden, total, type Golden } from './golden';

const opportunity = 'o1';
const inStage = (stage: string, time: string, of = opportunity) =>
  event('opportunity.changed', time, { opportunity: of, stage });

function stageTimeIsTheCalendar(): Golden {
  const events = [
    event('opportunity.created', '2024-03-01T20:00:00Z', { opportunity, stage: 'Talk', rep: 'Ada' }),
    event('opportunity.changed', '2024-03-03', { opportunity, stage: 'Talk', rep: 'Ben' }),
    event('opportunity.changed', '2024-03-05T01:00:00Z', { opportunity, stage: 'Offer', rep: 'Cleo' }),
    event('opportunity.won', '2024-03-12', { opportunity }),
  ];
  return golden('stage time is the calendar days from entering a stage to leaving it, by whom it had before leaving', [
    breakdown(
      events,
      { metric: 'stage_time', groupBy: ['stage', 'rep'] },
      {
        'Talk, Ben': 4,
        'Offer, Cleo': 7,
      },
    ),
    total(events, { metric: 'stage_time', to: '2024-03-12' }, [4, 1]),
  ]);
}

function stageTimeBeginsAgainWhen(): Golden {
  const events = [
    inStage('Talk', '2024-03-01'),
    event('opportunity.created', '2024-03-05', { opportunity }),
    event('opportunity.lost', '2024-03-06', { opportunity }),
    event('opportunity.reopened', '2024-03-10', { opportunity }),
    inStage('Offer', '2024-03-13'),
  ];
  return golden('stage time begins again when the opportunity is reopened, and not before it is created', [
    total(events, { metric: 'stage_time', statistic: 'mean' }, [(1 + 3) / 2, 2]),
  ]);
}

function whatIsStalled(): Golden[] {
  const events = [
    event('opportunity.created', '2024-01-01', { opportunity, stage: 'Talk' }),
    event('opportunity.lost', '2024-01-11', { opportunity }),
    event('opportunity.created', '2024-02-01', { opportunity: 'o2', stage: 'Talk', amount: 70 }),
    event('opportunity.changed', '2024-02-05', { opportunity: 'o2', product: 'Plus' }),
    event('opportunity.created', '2024-02-01', { opportunity: 'o3', stage: 'Offer' }),
  ];

  return [
    golden('what is stalled had no event for longer than twice the usual stay in its stage', [
      // 20 days after the 5th is the 25th, the day that ends on the 26th.
      total(events, { metric: 'stalled_opportunities', to: '2024-02-26' }, [0, 0]),
      total(events, { metric: 'stalled_opportunities', to: '2024-02-27' }, [1, 1]),
      total(events, { metric: 'stalled_value', to: '2024-02-27' }, [70, 1]),
    ]),
    golden('what is stalled follows from stays of the last 365 days only', [
      total(events, { metric: 'stalled_opportunities', to: '2025-01-10' }, [1, 1]),
      total(events, { metric: 'stalled_opportunities', to: '2025-01-11' }, [0, 0]),
    ]),
  ];
}

/** Answers about stages, worked out by hand. */
export const stageAnswers: readonly Golden[] = [
  stageTimeIsTheCalendar(),
  stageTimeBeginsAgainWhen(),
  ...whatIsStalled(),
];
