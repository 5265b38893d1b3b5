import { event } from '../plain/example';
import { breakdown, golden, leftOut, total, type Golden } from './golden';

function answers(): Golden[] {
  const answered = (survey: string, score: number) => event('survey.answered', '2024-03-01', { survey, score });
  const events = [
    ...[10, 9, 8, 7, 6, 0].map((score) => answered('nps', score)),
    ...[5, 4, 3].map((score) => answered('csat', score)),
  ];

  return [
    golden('answers promote or detract', [
      total(events.slice(0, 5), { metric: 'nps' }, [20, 5]),
      total(events, { metric: 'detractor_share' }, [2 / 6, 6]),
    ]),
    golden('answers are satisfied from 4 on', [total(events, { metric: 'csat' }, [2 / 3, 3])]),
  ];
}

function reviews(): Golden[] {
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

  return [
    golden('reviews have a mean rating', [
      total(events, { metric: 'review_rating' }, [11 / 3, 3]),
      breakdown(
        events,
        { metric: 'review_rating', groupBy: ['site'], statistic: 'median' },
        {
          G2: 3,
          Trust: 5,
        },
      ),
    ]),
    golden('reviews are answered within 30 days or not', [
      total(events, { metric: 'review_response_rate' }, [1 / 3, 3]),
    ]),
  ];
}

function tickets(): Golden[] {
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

  return [
    golden('tickets count as they were first opened', [
      breakdown(events, { metric: 'ticket_volume', groupBy: ['priority'] }, { high: 1, '(none)': 1 }),
    ]),
    golden('tickets are replied to first and resolved last', [
      total(events, { metric: 'ticket_first_response' }, [3600, 1]),
      total(events, { metric: 'ticket_resolution' }, [31 * 86_400, 1]),
      total(events, { metric: 'ticket_resolution', to: '2024-04-01' }, [null, 0]),
    ]),
  ];
}

/** The clocks of two tools differ, or somebody typed a wrong date. */
function whatIsDatedBeforeItsBeginning(): Golden {
  const events = [
    event('ticket.opened', '2024-03-01T05:00:00Z', { ticket: 'k1' }),
    event('ticket.first_replied', '2024-03-01T00:00:00Z', { ticket: 'k1' }),
    event('ticket.resolved', '2024-03-01T01:00:00Z', { ticket: 'k1' }),
    event('ticket.opened', '2024-03-01T05:00:00Z', { ticket: 'k2' }),
    event('ticket.first_replied', '2024-03-01T00:00:00Z', { ticket: 'k2' }),
    event('ticket.first_replied', '2024-03-01T06:00:00Z', { ticket: 'k2' }),
    event('email.sent', '2024-03-01T05:00:00Z', { message: 'm1' }),
    event('email.opened', '2024-03-01T04:00:00Z', { message: 'm1' }),
    event('email.sent', '2024-03-01T05:00:00Z', { message: 'm2' }),
    event('email.opened', '2024-03-01T04:00:00Z', { message: 'm2' }),
    event('email.opened', '2024-03-01T05:00:00Z', { message: 'm2' }),
    event('review.posted', '2024-03-02', { review: 'w1', site: 'G2', rating: 3 }),
    event('review.answered', '2024-03-01', { review: 'w1' }),
  ];
  return golden('what is dated before it can have happened takes no time and counts for nothing', [
    total(events, { metric: 'ticket_first_response' }, [3600, 1]),
    leftOut(events, { metric: 'ticket_first_response' }, 1),
    total(events, { metric: 'ticket_resolution' }, [null, 0]),
    leftOut(events, { metric: 'ticket_resolution' }, 1),
    total(events, { metric: 'ticket_reply_rate' }, [1 / 2, 2]),
    total(events, { metric: 'email_open_rate' }, [1 / 2, 2]),
    total(events, { metric: 'review_response_rate' }, [0, 1]),
  ]);
}

function ticketsInTime(): Golden[] {
  const opened = (ticket: string, due?: string) =>
    event('ticket.opened', '2024-03-01T00:00:00Z', { ticket, ...(due && { due_at: due }) });
  const handled = (type: string, ticket: string, time: string) => event(`ticket.${type}`, time, { ticket });
  const events = [
    opened('k1', '2024-03-02T00:00:00Z'),
    handled('first_replied', 'k1', '2024-03-01T23:59:59.999Z'),
    handled('resolved', 'k1', '2024-03-02T00:00:00Z'),
    // Resolved in time, but reopened before it was due.
    opened('k2', '2024-03-05T00:00:00Z'),
    handled('first_replied', 'k2', '2024-03-02T00:00:00Z'),
    handled('resolved', 'k2', '2024-03-02T00:00:00Z'),
    handled('reopened', 'k2', '2024-03-03T00:00:00Z'),
    handled('resolved', 'k2', '2024-03-06T00:00:00Z'),
    // Open again.
    opened('k3', '2024-03-05T00:00:00Z'),
    handled('resolved', 'k3', '2024-03-04T00:00:00Z'),
    handled('reopened', 'k3', '2024-03-04T01:00:00Z'),
    opened('k4'),
    handled('resolved', 'k4', '2024-03-02T00:00:00Z'),
  ];
  const reopenedAfterwards = [
    opened('k5', '2024-03-05T00:00:00Z'),
    handled('resolved', 'k5', '2024-03-04T00:00:00Z'),
    handled('reopened', 'k5', '2024-04-01T00:00:00Z'),
    opened('k6', '2024-03-05T00:00:00Z'),
    handled('resolved', 'k6', '2024-03-05T00:00:00Z'),
    handled('resolved', 'k6', '2024-03-06T00:00:00Z'),
  ];
  return [
    golden('tickets are answered within a day', [total(events, { metric: 'ticket_reply_rate' }, [1 / 4, 4])]),
    golden('tickets are resolved when they are due, whatever becomes of them afterwards', [
      total(events, { metric: 'ticket_due_rate' }, [1 / 3, 3]),
      total(reopenedAfterwards, { metric: 'ticket_due_rate' }, [1, 2]),
    ]),
    golden('tickets count as reopened though they are open again', [
      total(events, { metric: 'ticket_reopen_rate' }, [2 / 4, 4]),
      total(events, { metric: 'ticket_resolution' }, [86_400, 3]),
    ]),
  ];
}

function usage(): Golden[] {
  const used = (time: string, quantity: number, feature = 'api') =>
    event('usage.recorded', time, { account: 'Acme', quantity, feature });
  const events = [
    used('2024-03-01', 40),
    used('2024-03-10', 10, 'reports'),
    used('2024-03-29', 20),
    used('2024-04-25', 5.5),
  ];

  return [
    golden('usage is summed', [
      breakdown(events, { metric: 'usage', groupBy: ['feature'] }, { api: 65.5, reports: 10 }),
    ]),
    golden('usage changes between the last 28 days and the 28 before', [
      total(events, { metric: 'usage_change', to: '2024-04-26' }, [25.5 / 50 - 1, 2]),
      total(events, { metric: 'usage_change', to: '2024-03-29' }, [null, 0]),
    ]),
  ];
}

/** Answers about customer, worked out by hand. */
export const customerAnswers: readonly Golden[] = [
  ...answers(),
  ...reviews(),
  ...tickets(),
  whatIsDatedBeforeItsBeginning(),
  ...ticketsInTime(),
  ...usage(),
];
