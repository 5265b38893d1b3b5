import { breakdown, event, total } from '../example';

const opportunity = 'o1';
const inStage = (stage: string, time: string, of = opportunity) =>
  event('opportunity.changed', time, { opportunity: of, stage });

describe('stage time', () => {
  it('is the calendar days from entering a stage to leaving it, by whom it had before leaving', () => {
    const events = [
      event('opportunity.created', '2024-03-01T20:00:00Z', { opportunity, stage: 'Talk', rep: 'Ada' }),
      event('opportunity.changed', '2024-03-03', { opportunity, stage: 'Talk', rep: 'Ben' }),
      event('opportunity.changed', '2024-03-05T01:00:00Z', { opportunity, stage: 'Offer', rep: 'Cleo' }),
      event('opportunity.won', '2024-03-12', { opportunity }),
    ];
    expect(breakdown(events, { metric: 'stage_time', groupBy: ['stage', 'rep'] })).toEqual({
      'Talk, Ben': 4,
      'Offer, Cleo': 7,
    });
    expect(total(events, { metric: 'stage_time', to: '2024-03-12' })).toEqual([4, 1]);
  });

  it('begins again when the opportunity is reopened, and not before it is created', () => {
    const events = [
      inStage('Talk', '2024-03-01'),
      event('opportunity.created', '2024-03-05', { opportunity }),
      event('opportunity.lost', '2024-03-06', { opportunity }),
      event('opportunity.reopened', '2024-03-10', { opportunity }),
      inStage('Offer', '2024-03-13'),
    ];
    expect(total(events, { metric: 'stage_time', statistic: 'mean' })).toEqual([(1 + 3) / 2, 2]);
  });
});

describe('what is stalled', () => {
  const events = [
    event('opportunity.created', '2024-01-01', { opportunity, stage: 'Talk' }),
    event('opportunity.lost', '2024-01-11', { opportunity }),
    event('opportunity.created', '2024-02-01', { opportunity: 'o2', stage: 'Talk', amount: 70 }),
    event('opportunity.changed', '2024-02-05', { opportunity: 'o2', product: 'Plus' }),
    event('opportunity.created', '2024-02-01', { opportunity: 'o3', stage: 'Offer' }),
  ];

  it('had no event for longer than twice the usual stay in its stage', () => {
    // 20 days after the 5th is the 25th, the day that ends on the 26th.
    expect(total(events, { metric: 'stalled_opportunities', to: '2024-02-26' })).toEqual([0, 0]);
    expect(total(events, { metric: 'stalled_opportunities', to: '2024-02-27' })).toEqual([1, 1]);
    expect(total(events, { metric: 'stalled_value', to: '2024-02-27' })).toEqual([70, 1]);
  });

  it('is told by stays of the last 365 days only', () => {
    expect(total(events, { metric: 'stalled_opportunities', to: '2025-01-10' })).toEqual([1, 1]);
    expect(total(events, { metric: 'stalled_opportunities', to: '2025-01-11' })).toEqual([0, 0]);
  });
});
