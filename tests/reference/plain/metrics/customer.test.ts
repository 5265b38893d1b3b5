import { breakdown, event, total } from '../example';

describe('answers', () => {
  const answered = (survey: string, score: number) => event('survey.answered', '2024-03-01', { survey, score });
  const events = [
    ...[10, 9, 8, 7, 6, 0].map((score) => answered('nps', score)),
    ...[5, 4, 3].map((score) => answered('csat', score)),
  ];

  it('promote or detract', () => {
    expect(total(events.slice(0, 5), { metric: 'nps' })).toEqual([20, 5]);
    expect(total(events, { metric: 'detractor_share' })).toEqual([2 / 6, 6]);
  });

  it('are satisfied from 4 on', () => {
    expect(total(events, { metric: 'csat' })).toEqual([2 / 3, 3]);
  });
});

describe('reviews', () => {
  const posted = (review: string, rating: number, fields: Record<string, string> = {}) =>
    event('review.posted', '2024-03-01', { review, site: 'G2', rating, ...fields });
  const events = [
    posted('w1', 1),
    event('review.answered', '2024-03-30T23:59:59Z', { review: 'w1' }),
    posted('w2', 5, { site: 'Trust' }),
    event('review.answered', '2024-03-31', { review: 'w2' }),
    posted('w3', 5),
    event('review.answered', '2024-03-02', { review: 'w4' }),
  ];

  it('have a mean rating', () => {
    expect(total(events, { metric: 'review_rating' })).toEqual([11 / 3, 3]);
    expect(breakdown(events, { metric: 'review_rating', groupBy: ['site'], statistic: 'median' })).toEqual({
      G2: 3,
      Trust: 5,
    });
  });

  it('are answered within 30 days or not', () => {
    expect(total(events, { metric: 'review_response_rate' })).toEqual([1 / 3, 3]);
  });
});

describe('tickets', () => {
  const events = [
    event('ticket.opened', '2024-03-01T00:00:00Z', { ticket: 'k1', priority: 'high' }),
    event('ticket.opened', '2024-03-02T00:00:00Z', { ticket: 'k1', priority: 'low' }),
    event('ticket.first_replied', '2024-03-01T01:00:00Z', { ticket: 'k1' }),
    event('ticket.first_replied', '2024-03-01T02:00:00Z', { ticket: 'k1' }),
    event('ticket.resolved', '2024-03-01T03:00:00Z', { ticket: 'k1' }),
    event('ticket.resolved', '2024-04-01T00:00:00Z', { ticket: 'k1' }),
    event('ticket.first_replied', '2024-03-01T00:00:00Z', { ticket: 'k2' }),
    event('ticket.opened', '2024-03-01T05:00:00Z', { ticket: 'k2' }),
    event('ticket.resolved', '2024-03-01T00:00:00Z', { ticket: 'k3' }),
  ];

  it('count as they were first opened', () => {
    expect(breakdown(events, { metric: 'ticket_volume', groupBy: ['priority'] })).toEqual({ high: 1, '(none)': 1 });
  });

  it('are replied to first and resolved last', () => {
    expect(total(events, { metric: 'ticket_first_response' })).toEqual([1800, 2]);
    expect(total(events, { metric: 'ticket_resolution' })).toEqual([31 * 86_400, 1]);
    expect(total(events, { metric: 'ticket_resolution', to: '2024-04-01' })).toEqual([null, 0]);
  });
});

describe('usage', () => {
  const used = (time: string, quantity: number, feature = 'api') =>
    event('usage.recorded', time, { account: 'Acme', quantity, feature });
  const events = [
    used('2024-03-01', 40),
    used('2024-03-10', 10, 'reports'),
    used('2024-03-29', 20),
    used('2024-04-25', 5.5),
  ];

  it('is summed', () => {
    expect(breakdown(events, { metric: 'usage', groupBy: ['feature'] })).toEqual({ api: 65.5, reports: 10 });
  });

  it('changes between the last 28 days and the 28 before', () => {
    expect(total(events, { metric: 'usage_change', to: '2024-04-26' })).toEqual([25.5 / 50 - 1, 2]);
    expect(total(events, { metric: 'usage_change', to: '2024-03-29' })).toEqual([null, 0]);
  });
});
