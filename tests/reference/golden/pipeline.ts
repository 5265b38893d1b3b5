import { event } from '../plain/example';
import { breakdown, golden, leftOut, total, type Golden } from './golden';

const created = (opportunity: string, time: string, fields: Record<string, string | number> = {}) =>
  event('opportunity.created', time, { opportunity, ...fields });
const closed = (how: 'won' | 'lost', opportunity: string, time: string, fields: Record<string, string | number> = {}) =>
  event(`opportunity.${how}`, time, { opportunity, ...fields });

function closes(): Golden[] {
  const events = [
    created('o1', '2024-01-01', { amount: 100, rep: 'Ada' }),
    event('opportunity.changed', '2024-01-05', { opportunity: 'o1', rep: 'Ben' }),
    closed('won', 'o1', '2024-01-11', { amount: '150.50' }),
    created('o2', '2024-01-01', { amount: 50 }),
    closed('lost', 'o2', '2024-01-04', { amount: 99 }),
    created('o3', '2024-01-01'),
    closed('won', 'o3', '2024-01-21'),
    created('o4', '2024-01-01'),
    closed('won', 'o4', '2024-01-21'),
    event('opportunity.reopened', '2024-02-01', { opportunity: 'o4' }),
  ];

  return [
    golden('closes are won or lost', [
      total(events, { metric: 'new_opportunities' }, [4, 4]),
      total(events, { metric: 'closed_opportunities' }, [3, 3]),
      total(events, { metric: 'won_opportunities' }, [2, 2]),
      total(events, { metric: 'lost_opportunities' }, [1, 1]),
      total(events, { metric: 'win_rate' }, [2 / 3, 3]),
      total(events, { metric: 'win_rate of created', windowDays: 10 }, [0, 1]),
    ]),
    golden('closes have an amount or are left out', [
      total(events, { metric: 'win_rate_value' }, [150.5 / 200.5, 2]),
      leftOut(events, { metric: 'win_rate_value' }, 1),
      total(events, { metric: 'won_value' }, [150.5, 1]),
      total(events, { metric: 'deal_size' }, [150.5, 1]),
      breakdown(events, { metric: 'won_value', groupBy: ['rep'] }, { Ben: 150.5 }),
    ]),
    golden('closes end a cycle of days by the calendar', [
      total(events, { metric: 'sales_cycle' }, [15, 2]),
      total(events, { metric: 'sales_cycle', outcome: 'lost' }, [3, 1]),
    ]),
    golden('closes end what was open', [
      total(events, { metric: 'open_opportunities', to: '2024-01-04' }, [4, 4]),
      total(events, { metric: 'open_opportunities', to: '2024-01-04T00:00:00.001Z' }, [3, 3]),
      total(events, { metric: 'pipeline_value', to: '2024-01-03' }, [150, 4]),
      total(events, { metric: 'open_opportunities' }, [1, 1]),
    ]),
  ];
}

function whatIsOpenAddsUp(): Golden {
  const events = [
    created('o1', '2024-01-05', { amount: 100, stage: 'Talk' }),
    closed('lost', 'o1', '2024-01-20'),
    event('opportunity.reopened', '2024-02-10', { opportunity: 'o1' }),
    closed('won', 'o1', '2024-03-15'),
    created('o2', '2024-01-05', { amount: 40, stage: 'Talk' }),
    closed('won', 'o2', '2024-01-25'),
    closed('lost', 'o2', '2024-03-05'),
  ];
  const openAtTheEndOf = (to: string, level: number, value: number) => [
    total(events, { metric: 'open_opportunities', to }, [level, level]),
    total(events, { metric: 'pipeline_value', to }, [value, level]),
  ];
  return golden(
    'what is open, plus what was created, less what was closed is what is open, also after closes that do not count',
    [
      ...openAtTheEndOf('2024-01-06', 2, 140),
      total(events, { metric: 'closed_opportunities', to: '2024-02-01' }, [0, 0]),
      ...openAtTheEndOf('2024-02-01', 2, 140),
      breakdown(events, { metric: 'open_opportunities', to: '2024-02-01', groupBy: ['stage'] }, { Talk: 2 }),
      ...openAtTheEndOf('2024-03-01', 2, 140),
      total(events, { metric: 'closed_opportunities', from: '2024-03-01' }, [2, 2]),
      ...openAtTheEndOf('2024-04-01', 0, 0),
      total(events, { metric: 'stage_time', statistic: 'mean' }, [(15 + 34 + 20) / 3, 3]),
    ],
  );
}

function dealsEnteredAfterTheirClose(): Golden {
  const entered = { amount: 500, rep: 'Ada', pipeline: 'New' };
  const events = [
    closed('won', 'o1', '2024-03-02'),
    created('o1', '2024-03-05', entered),
    closed('won', 'o2', '2024-03-02', { rep: 'Ben', amount: 400 }),
    created('o2', '2024-03-05', entered),
  ];
  return golden('deals that are entered after their close count as they were entered, but for what was stated before', [
    breakdown(events, { metric: 'won_value', groupBy: ['rep'] }, { Ada: 500, Ben: 400 }),
    breakdown(events, { metric: 'won_value', groupBy: ['pipeline'] }, { New: 900 }),
    total(events, { metric: 'new_opportunities', to: '2024-03-03' }, [2, 2]),
  ]);
}

function daysOfManyEvents(): Golden {
  const day = '2024-03-01';
  const events = [
    created('o1', '2024-02-01'),
    closed('won', 'o1', day, { rep: 'Ada' }),
    event('opportunity.reopened', day, { opportunity: 'o1' }),
    closed('lost', 'o1', day),
    // Won before: on that day it is reopened and lost.
    closed('won', 'o2', '2024-02-01'),
    closed('lost', 'o2', day, { rep: 'Ben' }),
    event('opportunity.reopened', day, { opportunity: 'o2' }),
    // Open before: on that day it is lost and reopened.
    created('o3', '2024-02-01'),
    event('opportunity.reopened', day, { opportunity: 'o3' }),
    closed('lost', 'o3', day),
    // Of two closes the sequence decides.
    closed('lost', 'o4', day, { sequence: 1, rep: 'Cleo' }),
    closed('won', 'o4', day, { sequence: 2, rep: 'Dan' }),
    closed('won', 'o5', day, { sequence: 1, rep: 'Cleo' }),
    closed('lost', 'o5', day, { sequence: 2, rep: 'Dan' }),
  ];
  return golden('events of one instant follow from what the deal was before, then go by their sequence', [
    total(events, { metric: 'closed_opportunities' }, [4, 4]),
    total(events, { metric: 'won_opportunities' }, [1, 1]),
    total(events, { metric: 'open_opportunities' }, [1, 1]),
    breakdown(events, { metric: 'closed_opportunities', groupBy: ['rep'] }, { Ada: 1, Ben: 1, Dan: 2 }),
  ]);
}

function reasonsBelongToTheirLoss(): Golden {
  const events = [
    closed('lost', 'o1', '2024-03-01', { loss_reason: 'price' }),
    event('opportunity.reopened', '2024-03-02', { opportunity: 'o1' }),
    closed('lost', 'o1', '2024-03-03'),
    closed('lost', 'o2', '2024-03-01', { loss_reason: 'timing' }),
  ];
  return golden('reasons belong to the loss that states them', [
    breakdown(events, { metric: 'lost_opportunities', groupBy: ['loss_reason'] }, { '(none)': 1, timing: 1 }),
  ]);
}

function negativeAmounts(): Golden {
  const events = [
    closed('won', 'o1', '2024-03-01', { amount: 100 }),
    created('o2', '2024-02-01', { amount: -50 }),
    closed('lost', 'o2', '2024-03-01'),
  ];
  return golden('negative amounts are left out of the win rate by value, which is at most 1', [
    total(events, { metric: 'win_rate_value' }, [1, 1]),
    leftOut(events, { metric: 'win_rate_value' }, 1),
  ]);
}

function salesVelocity(): Golden[] {
  const events = [
    created('o1', '2024-01-01', { amount: 1000 }),
    closed('won', 'o1', '2024-01-11'),
    created('o2', '2024-01-01', { amount: 3000 }),
    closed('won', 'o2', '2024-01-31'),
    created('o3', '2024-01-01'),
    closed('lost', 'o3', '2024-01-31'),
    created('o4', '2024-01-01'),
    created('o5', '2024-01-01'),
    created('o6', '2024-01-01'),
  ];

  return [
    golden('sales velocity is what is open, by how often, how much and how fast it is won', [
      // 3 open × 2/3 × 2000 on average / 20 days on average.
      total(events, { metric: 'sales_velocity', to: '2024-02-01' }, [200, 2]),
      // Only closes of the last 90 days: o2 and o3, with 3 open × 1/2 × 3000 / 30.
      total(events, { metric: 'sales_velocity', to: '2024-04-11' }, [150, 1]),
      total(events, { metric: 'sales_velocity', to: '2024-12-31' }, [null, 0]),
    ]),
  ];
}

/** Answers about pipeline, worked out by hand. */
export const pipelineAnswers: readonly Golden[] = [
  ...closes(),
  whatIsOpenAddsUp(),
  dealsEnteredAfterTheirClose(),
  daysOfManyEvents(),
  reasonsBelongToTheirLoss(),
  negativeAmounts(),
  ...salesVelocity(),
];
