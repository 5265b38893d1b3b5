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
  ];
}

/** Answers about accounts that need somebody, worked out by hand. */
export const accountAnswers: readonly Golden[] = [...accountsAtRisk(), ...overdueCheckIns()];
