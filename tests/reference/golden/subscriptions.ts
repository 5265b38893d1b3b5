import { event } from '../plain/example';
import { breakdown, golden, series, total, type Golden } from './golden';

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

function liveSubscriptionsAreCountedBy(): Golden {
  const events = [
    started('s1', '2024-01-01', 'Acme', 100),
    started('s2', '2024-01-01', 'Acme', 50),
    started('s3', '2024-01-01', 'Bell', 10),
    cancelled('s3', '2024-02-01'),
  ];
  return golden('live subscriptions are counted by account, with their revenue', [
    total(events, { metric: 'active_accounts', from: '2023-12-01', to: '2024-01-01' }, [0, 0]),
    total(events, { metric: 'active_accounts', to: '2024-02-01' }, [2, 2]),
    total(events, { metric: 'active_accounts', to: '2024-02-02' }, [1, 1]),
    total(events, { metric: 'mrr', to: '2024-02-01' }, [160, 2]),
    total(events, { metric: 'mrr', now: '2024-02-02' }, [150, 1]),
  ]);
}

function liveSubscriptionsBeginWithA(): Golden {
  const events = [
    changed('s1', '2024-01-01', 'Acme', 1),
    cancelled('s2', '2024-01-01'),
    changed('s2', '2024-01-02', 'Bell', 2),
    cancelled('s3', '2024-01-01'),
    started('s3', '2024-01-02', 'Cord', 4),
    started('s4', '2024-01-01', 'Dune', 8),
    cancelled('s4', '2024-01-01'),
  ];
  return golden('live subscriptions begin with a change that nothing precedes, and end with their cancellation', [
    breakdown(events, { metric: 'mrr', groupBy: ['account'] }, { Acme: 1, Cord: 4 }),
    total(events, { metric: 'mrr' }, [5, 2]),
  ]);
}

function subscriptionsRenewedWithinADay(): Golden {
  const events = [
    started('s1', '2024-01-01', 'Acme', 10),
    started('s1', '2024-03-01', 'Acme', 30),
    cancelled('s1', '2024-03-01'),
    started('s2', '2024-03-01', 'Bell', 5),
    cancelled('s2', '2024-03-01'),
  ];
  return golden('subscriptions that were live are cancelled before they start again at the same instant', [
    breakdown(events, { metric: 'mrr', groupBy: ['account'] }, { Acme: 30 }),
  ]);
}

function churn(): Golden[] {
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

  return [
    golden('churn is of the accounts that were live at the beginning', [
      total(events, { metric: 'churn_rate', ...february }, [1 / 3, 3]),
      breakdown(
        events,
        { metric: 'churn_rate', ...february, groupBy: ['product'] },
        {
          Plus: 1,
          '(none)': 0,
        },
      ),
    ]),
    golden('churn is of their revenue', [
      total(events, { metric: 'revenue_churn_rate', ...february }, [(30 + 40) / 200, 3]),
      total(events, { metric: 'net_revenue_retention', ...february }, [(70 + 90) / 200, 3]),
      total(events, { metric: 'expansion_mrr', ...february }, [30, 3]),
    ]),
    golden('churn is of each month up to now', [
      series(
        events,
        { metric: 'churn_rate', from: '2024-01-01', to: '2024-05-01', now: '2024-02-15' },
        {
          '2024-01-01': null,
          '2024-02-01': 2 / 3,
          '2024-03-01': null,
          '2024-04-01': null,
        },
      ),
      // A month that begins now has not begun.
      series(
        events,
        { metric: 'churn_rate', from: '2024-03-01', to: '2024-04-01', now: '2024-03-01' },
        {
          '2024-03-01': null,
        },
      ),
    ]),
    golden('churn decides how much an account is worth', [
      // Live at the beginning of a month: 3 on 1 February, of which one is lost, and 3 on 1 March, of which none is.
      total(events, { metric: 'customer_lifetime_value', to: '2024-04-01' }, [660 / 3 / (1 / 3 / 2), 3]),
      total(events, { metric: 'customer_lifetime_value', to: '2024-02-01' }, [null, 3]),
    ]),
  ];
}

/** Answers about subscriptions, worked out by hand. */
export const subscriptionAnswers: readonly Golden[] = [
  liveSubscriptionsAreCountedBy(),
  liveSubscriptionsBeginWithA(),
  subscriptionsRenewedWithinADay(),
  ...churn(),
];
