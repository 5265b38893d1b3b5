import { companyOf } from './company';
import { event } from './example';
import { healthOf } from './health';
import type { SentEvent } from './events';
import { SETTINGS } from '../histories/settings';

const account = 'Acme';
const started = event('subscription.started', '2023-01-01', { subscription: 's1', account, mrr: 100 });
const AS_OF = '2024-07-01';

const health = (events: readonly SentEvent[], time = AS_OF) =>
  healthOf(companyOf([started, ...events], SETTINGS), { now: Date.parse('2026-01-01'), timeZone: 'UTC' })(
    account,
    Date.parse(time),
  );
const contact = event('email.sent', '2024-06-30', { message: 'm1', account });
const call = (time: string, fields: Record<string, string> = {}) =>
  event('call.logged', time, { direction: 'inbound', outcome: 'busy', account, ...fields });
const used = (time: string, quantity: number) => event('usage.recorded', time, { account, quantity });
const answered = (time: string, score: number) => event('survey.answered', time, { account, survey: 'nps', score });

/** Without other events, contact (15 points) and MRR (10) are known. */
describe('health', () => {
  it('is full where nothing is amiss', () => {
    expect(health([contact])).toBe(100);
  });

  it('loses by days without contact, from 30 to 90', () => {
    expect(health([call('2024-05-31')])).toBe(100);
    expect(health([call('2024-05-01')])).toBeCloseTo(100 - (100 * 15 * 0.5) / 25, 9);
    // Never contacted: since the subscription's start.
    expect(health([])).toBeCloseTo(40, 9);
  });

  it('loses by a cut of MRR in 90 days', () => {
    const cut = event('subscription.changed', '2024-06-01', { subscription: 's1', account, mrr: 99 });
    expect(health([contact, cut])).toBeCloseTo(60, 9);
    const old = event('subscription.changed', '2024-03-01', { subscription: 's1', account, mrr: 99 });
    expect(health([contact, old])).toBe(100);
  });

  it('loses by a fall of usage, all of it at 60 %', () => {
    expect(health([contact, used('2024-05-10', 100), used('2024-06-10', 70)])).toBeCloseTo(100 - (100 * 17.5) / 60, 9);
    expect(health([contact, used('2024-05-10', 100), used('2024-06-10', 20)])).toBeCloseTo(100 - (100 * 35) / 60, 9);
    expect(health([contact, used('2024-05-10', 100), used('2024-06-10', 200)])).toBe(100);
    expect(health([contact, used('2024-06-10', 70)])).toBe(100);
  });

  it('loses by the last answer in 180 days', () => {
    expect(health([contact, answered('2024-05-01', 10), answered('2024-06-01', 6)])).toBeCloseTo(100 - 2000 / 45, 9);
    expect(health([contact, answered('2024-05-01', 0), answered('2024-06-01', 8)])).toBeCloseTo(100 - 500 / 45, 9);
    expect(health([contact, answered('2024-01-01', 0)])).toBe(100);
  });

  it('loses by tickets that are open for more than 7 days', () => {
    const opened = (ticket: string, time: string) => event('ticket.opened', time, { account, ticket });
    const tickets = [opened('k1', '2024-06-01'), opened('k2', '2024-06-24'), opened('k3', '2024-06-01')];
    const resolved = event('ticket.resolved', '2024-06-20', { ticket: 'k3' });
    expect(health([contact, ...tickets, resolved])).toBeCloseTo(100 - (100 * 3) / 40, 9);
    const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((ticket) => opened(ticket, '2024-06-01'));
    expect(health([contact, ...many])).toBeCloseTo(100 - (100 * 15) / 40, 9);
  });

  it('loses by a review of 2 or less in 180 days', () => {
    const posted = (review: string, time: string, rating: number) =>
      event('review.posted', time, { account, review, site: 'G2', rating });
    expect(health([contact, posted('w1', '2024-05-01', 2), posted('w2', '2024-06-01', 5)])).toBeCloseTo(
      100 - 500 / 30,
      9,
    );
    expect(health([contact, posted('w2', '2024-06-01', 3)])).toBe(100);
  });

  it('is not computed from one component alone', () => {
    expect(health([contact], '2023-02-01')).toBe(null);
  });
});
