import { breakdown, event, series, total } from '../example';

const started = (
  subscription: string,
  time: string,
  account: string,
  mrr: number,
  fields: Record<string, string> = {},
) => event('subscription.started', time, { subscription, account, mrr, ...fields });
const changed = (subscription: string, time: string, account: string, mrr: number) =>
  event('subscription.changed', time, { subscription, account, mrr });
const cancelled = (subscription: string, time: string) => event('subscription.cancelled', time, { subscription });

describe('live subscriptions', () => {
  it('are counted by account, with their revenue', () => {
    const events = [
      started('s1', '2024-01-01', 'Acme', 100),
      started('s2', '2024-01-01', 'Acme', 50),
      started('s3', '2024-01-01', 'Bell', 10),
      cancelled('s3', '2024-02-01'),
    ];
    expect(total(events, { metric: 'active_accounts', to: '2024-01-01' })).toEqual([0, 0]);
    expect(total(events, { metric: 'active_accounts', to: '2024-02-01' })).toEqual([2, 2]);
    expect(total(events, { metric: 'active_accounts', to: '2024-02-02' })).toEqual([1, 1]);
    expect(total(events, { metric: 'mrr', to: '2024-02-01' })).toEqual([160, 2]);
    expect(total(events, { metric: 'mrr', now: '2024-02-02' })).toEqual([150, 1]);
  });

  it('begin with a change that nothing precedes, and end with their cancellation', () => {
    const events = [
      changed('s1', '2024-01-01', 'Acme', 1),
      cancelled('s2', '2024-01-01'),
      changed('s2', '2024-01-02', 'Bell', 2),
      cancelled('s3', '2024-01-01'),
      started('s3', '2024-01-02', 'Cord', 4),
      started('s4', '2024-01-01', 'Dune', 8),
      cancelled('s4', '2024-01-01'),
    ];
    expect(breakdown(events, { metric: 'mrr', groupBy: ['account'] })).toEqual(
      expect.objectContaining({ Acme: 1, Cord: 4 }),
    );
    expect(total(events, { metric: 'mrr' })).toEqual([5, 2]);
  });
});

describe('churn', () => {
  const events = [
    started('s1', '2024-01-01', 'Acme', 100),
    started('s2', '2024-01-01', 'Bell', 40, { product: 'Plus' }),
    cancelled('s2', '2024-02-10'),
    started('s3', '2024-01-01', 'Cord', 60),
    cancelled('s3', '2024-02-10'),
    started('s4', '2024-02-20', 'Cord', 90),
    changed('s1', '2024-02-15', 'Acme', 70),
    started('s5', '2024-02-05', 'Dune', 500),
  ];
  const february = { from: '2024-02-01', to: '2024-03-01' };

  it('is of the accounts that were live at the beginning', () => {
    expect(total(events, { metric: 'churn_rate', ...february })).toEqual([1 / 3, 3]);
    expect(breakdown(events, { metric: 'churn_rate', ...february, groupBy: ['product'] })).toEqual({
      Plus: 1,
      '(none)': 0,
    });
  });

  it('is of their revenue', () => {
    expect(total(events, { metric: 'revenue_churn_rate', ...february })).toEqual([(30 + 40) / 200, 3]);
    expect(total(events, { metric: 'net_revenue_retention', ...february })).toEqual([(70 + 90) / 200, 3]);
    expect(total(events, { metric: 'expansion_mrr', ...february })).toEqual([30, 3]);
  });

  it('is of each month up to now', () => {
    expect(series(events, { metric: 'churn_rate', from: '2024-01-01', to: '2024-05-01', now: '2024-02-15' })).toEqual({
      '2024-01-01': null,
      '2024-02-01': 2 / 3,
      '2024-03-01': null,
      '2024-04-01': null,
    });
    // A month that begins now has not begun.
    expect(series(events, { metric: 'churn_rate', from: '2024-03-01', to: '2024-04-01', now: '2024-03-01' })).toEqual({
      '2024-03-01': null,
    });
  });

  it('tells how much an account is worth', () => {
    // Live at the beginning of a month: 3 on 1 February, of which one is lost, and 3 on 1 March, of which none is.
    expect(total(events, { metric: 'customer_lifetime_value', to: '2024-04-01' })).toEqual([660 / 3 / (1 / 3 / 2), 3]);
    expect(total(events, { metric: 'customer_lifetime_value', to: '2024-02-01' })).toEqual([null, 3]);
  });
});
