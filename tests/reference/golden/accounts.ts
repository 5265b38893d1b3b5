import type { SentEvent } from '../plain/events';
import { event } from '../plain/example';
import { breakdown, golden, leftOut, total, type Golden } from './golden';

const account = 'Acme';
const AS_OF = '2024-07-01';
const started = event('subscription.started', '2023-01-01', { subscription: 's1', account, mrr: 100 });
const cut = event('subscription.changed', '2024-06-01', { subscription: 's1', account, mrr: 99 });
const written = event('email.sent', '2024-06-30', { message: 'm1', account });
const call = (time: string, fields: Record<string, string> = {}) =>
  event('call.logged', time, { direction: 'inbound', outcome: 'busy', account, ...fields });

/** Contact (15 points) and MRR (10) are known of the account: without contact it has 40 of 100 points. */
function accountsAtRisk(): Golden[] {
  const asked = { metric: 'at_risk_accounts', to: AS_OF } as const;
  const recent = event('subscription.started', '2024-06-20', { subscription: 's2', account, mrr: 5, team: 'West' });
  const young = event('subscription.started', '2024-06-20', { subscription: 's3', account: 'Bell', mrr: 5 });
  return [
    golden('accounts at risk are those below the threshold', [
      total([started], asked, [1, 1]),
      total([started, written], asked, [0, 0]),
      // Exactly 60 is not below.
      total([started, written, cut], asked, [0, 0]),
    ]),
    golden('accounts at risk are as healthy as they are as a whole, by whatever they are split', [
      breakdown([started, recent], { ...asked, groupBy: ['team'] }, { '(none)': 1, West: 1 }),
      total(
        [started, recent],
        { ...asked, filters: [{ dimension: 'team', operator: 'in', values: ['West'] }] },
        [1, 1],
      ),
    ]),
    golden('accounts at risk leave out those of which only one component is known', [
      total([started, young], asked, [1, 1]),
      leftOut([started, young], asked, 1),
      leftOut([started, young], { ...asked, shape: 'time_series' }, 1),
      leftOut([started], asked, 0),
    ]),
  ];
}

/** Five tickets that are open for over a week take 15 of the 40 points that are known, and the lower MRR takes 10. */
function ticketsResolvedTwice(): Golden {
  const asked = { metric: 'at_risk_accounts', to: AS_OF } as const;
  const tickets = ['k1', 'k2', 'k3', 'k4', 'k5'];
  const each = (type: string, time: string) => tickets.map((ticket) => event(`ticket.${type}`, time, { ticket }));
  const opened = tickets.map((ticket) => event('ticket.opened', '2024-06-01', { ticket, account }));
  const events = [started, written, cut, ...opened, ...each('resolved', '2024-06-02')];
  return golden('tickets that are resolved twice were not open in between, unless they were reopened', [
    total([started, written, cut, ...opened], asked, [1, 1]),
    total([...events, ...each('resolved', '2024-07-15')], asked, [0, 0]),
    total([...events, ...each('reopened', '2024-06-05'), ...each('resolved', '2024-07-15')], asked, [1, 1]),
  ]);
}

function overdueCheckIns(): Golden[] {
  const asked = { metric: 'checkins_overdue', to: AS_OF } as const;
  const assigned = (rep: string, time: string) => event('account.assigned', time, { account, rep });
  const byAda = call('2024-06-01', { rep: 'Ada' });
  const overdue = (isOverdue: 0 | 1, events: SentEvent[], more: { days?: number } = {}) =>
    total([started, ...events], { ...asked, ...more }, [isOverdue, isOverdue]);
  return [
    golden('check-ins are overdue without a call or meeting by the manager', [
      overdue(1, [byAda]),
      overdue(0, [byAda, assigned('Ada', '2024-01-01')]),
      overdue(1, [byAda, assigned('Ada', '2024-01-01'), assigned('Ben', '2024-06-02')]),
      overdue(1, [call('2024-05-31', { rep: 'Ada' }), assigned('Ada', '2024-01-01')]),
      overdue(1, [byAda, assigned('Ada', '2024-01-01')], { days: 29 }),
    ]),
    golden('check-ins are overdue by days of the calendar, also where one of them has 23 hours', [
      ...(['2024-03-10T22:30:00Z', '2024-03-10T23:00:00Z'] as const).map((time, index) =>
        total(
          [started, assigned('Ada', '2024-01-01'), call(time, { rep: 'Ada' })],
          { metric: 'checkins_overdue', timeZone: 'Europe/Berlin', to: '2024-04-09T22:00:00Z' },
          [1 - index, 1 - index],
        ),
      ),
    ]),
  ];
}

/** Answers about accounts that need somebody, worked out by hand. */
export const accountAnswers: readonly Golden[] = [...accountsAtRisk(), ticketsResolvedTwice(), ...overdueCheckIns()];
