import { answer, breakdown, event, total } from '../example';

const created = (opportunity: string, time: string, fields: Record<string, string | number> = {}) =>
  event('opportunity.created', time, { opportunity, ...fields });
const closed = (how: 'won' | 'lost', opportunity: string, time: string, fields: Record<string, string | number> = {}) =>
  event(`opportunity.${how}`, time, { opportunity, ...fields });

describe('closes', () => {
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

  it('are won or lost', () => {
    expect(total(events, { metric: 'new_opportunities' })).toEqual([4, 4]);
    expect(total(events, { metric: 'closed_opportunities' })).toEqual([3, 3]);
    expect(total(events, { metric: 'won_opportunities' })).toEqual([2, 2]);
    expect(total(events, { metric: 'lost_opportunities' })).toEqual([1, 1]);
    expect(total(events, { metric: 'win_rate' })).toEqual([2 / 3, 3]);
    expect(total(events, { metric: 'win_rate of created', windowDays: 10 })).toEqual([0, 1]);
  });

  it('have an amount or are left out', () => {
    expect(total(events, { metric: 'win_rate_value' })).toEqual([150.5 / 200.5, 2]);
    expect(answer(events, { metric: 'win_rate_value' }).leftOut).toBe(1);
    expect(total(events, { metric: 'won_value' })).toEqual([150.5, 1]);
    expect(total(events, { metric: 'deal_size' })).toEqual([150.5, 1]);
    expect(breakdown(events, { metric: 'won_value', groupBy: ['rep'] })).toEqual({ Ben: 150.5 });
  });

  it('end a cycle of days by the calendar', () => {
    expect(total(events, { metric: 'sales_cycle' })).toEqual([15, 2]);
    expect(total(events, { metric: 'sales_cycle', outcome: 'lost' })).toEqual([3, 1]);
  });

  it('end what was open', () => {
    expect(total(events, { metric: 'open_opportunities', to: '2024-01-04' })).toEqual([4, 4]);
    expect(total(events, { metric: 'open_opportunities', to: '2024-01-04T00:00:00.001Z' })).toEqual([3, 3]);
    expect(total(events, { metric: 'pipeline_value', to: '2024-01-03' })).toEqual([150, 4]);
    expect(total(events, { metric: 'open_opportunities' })).toEqual([1, 1]);
  });
});

describe('sales velocity', () => {
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

  it('is what is open, by how often, how much and how fast it is won', () => {
    // 3 open × 2/3 × 2000 on average / 20 days on average.
    expect(total(events, { metric: 'sales_velocity', to: '2024-02-01' })).toEqual([200, 2]);
    // Only closes of the last 90 days: o2 and o3, with 3 open × 1/2 × 3000 / 30.
    expect(total(events, { metric: 'sales_velocity', to: '2024-04-11' })).toEqual([150, 1]);
    expect(total(events, { metric: 'sales_velocity', to: '2024-12-31' })).toEqual([null, 0]);
  });
});
