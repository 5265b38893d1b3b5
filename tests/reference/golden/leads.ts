import { event } from '../plain/example';
import { breakdown, golden, series, total, type Golden } from './golden';

const lead = (time: string, fields: Record<string, string>) => event('lead.created', time, fields);

function touchesOfLeads(): Golden[] {
  const events = [
    lead('2024-03-01T00:00:00Z', { lead: 'l1', contact: 'Kim' }),
    event('call.logged', '2024-02-29T23:59:59Z', { direction: 'outbound', outcome: 'connected', contact: 'Kim' }),
    event('call.logged', '2024-03-01T00:30:00Z', { direction: 'inbound', outcome: 'connected', contact: 'Kim' }),
    event('call.logged', '2024-03-01T01:00:00Z', { direction: 'outbound', outcome: 'busy', contact: 'Kim' }),
    lead('2024-03-01T00:00:00Z', { lead: 'l2', account: 'Acme' }),
    event('email.sent', '2024-03-08T00:00:00Z', { message: 'm1', account: 'Acme' }),
    lead('2024-03-01T00:00:00Z', { lead: 'l3' }),
    event('meeting.held', '2024-03-07T23:59:59.999Z', { meeting: 'a1', lead: 'l3' }),
    lead('2024-03-01T00:00:00Z', { lead: 'l4' }),
    event('meeting.held', '2024-03-02', { source: 'other', meeting: 'a2', lead: 'l4' }),
  ];

  const [hour, week] = [3600, 7 * 86_400];
  return [
    golden('touches of leads are the first call, message or meeting with the same lead, contact or account', [
      total(events, { metric: 'lead_response_time', statistic: 'p25' }, [
        // Between the first and the second of three, half of the way.
        (hour + week - 0.001) / 2,
        3,
      ]),
      total(events, { metric: 'lead_response_time', from: '2024-03-08' }, [week, 1]),
    ]),
    golden('touches of leads are missing where none came within the window', [
      total(events, { metric: 'unanswered_leads' }, [2 / 4, 4]),
      total(events, { metric: 'unanswered_leads', windowDays: 8 }, [1 / 4, 4]),
      total(events, { metric: 'unanswered_leads', now: '2024-03-07' }, [null, 0]),
    ]),
  ];
}

function leadsCountOnceAsThey(): Golden {
  const events = [
    lead('2024-03-01', { lead: 'l1', rep: 'Ada' }),
    lead('2024-03-02', { lead: 'l1', rep: 'Ben' }),
    lead('2024-03-03', { source: 'other', lead: 'l1' }),
    event('lead.qualified', '2024-03-01', { lead: 'l2' }),
  ];
  return golden('leads count once, as they were first created', [
    breakdown(events, { metric: 'new_leads', groupBy: ['rep'] }, { Ada: 1, '(none)': 1 }),
  ]);
}

function leadsAreQualifiedWithinDays(): Golden {
  const events = [
    lead('2024-01-01', { lead: 'l1' }),
    event('lead.qualified', '2024-03-30T23:59:59Z', { lead: 'l1' }),
    lead('2024-01-01', { lead: 'l2' }),
    event('lead.qualified', '2024-03-31', { lead: 'l2' }),
  ];
  // In a series the month is too young until 90 days after its end.
  const january = { metric: 'lead_qualification_rate', to: '2024-02-01' } as const;
  return golden('leads are qualified within 90 days or not', [
    total(events, { metric: 'lead_qualification_rate' }, [1 / 2, 2]),
    series(events, { ...january, now: '2024-04-30' }, { '2024-01-01': null }),
    series(events, { ...january, now: '2024-05-01' }, { '2024-01-01': 1 / 2 }),
    // A quarter counts, like a total, what has had its 90 days.
    series(
      events,
      { metric: 'lead_qualification_rate', to: '2024-04-01', interval: 'quarter', now: '2024-05-01' },
      { '2024-01-01': 1 / 2 },
    ),
  ]);
}

function leadsBecomeOpportunitiesOfThe(): Golden {
  const events = [
    lead('2024-01-01', { lead: 'l1' }),
    event('opportunity.created', '2024-01-01', { opportunity: 'o1', lead: 'l1' }),
    lead('2024-01-01', { lead: 'l2', account: 'Acme' }),
    event('opportunity.created', '2024-02-01', { source: 'other', opportunity: 'o1', account: 'Acme' }),
    lead('2024-01-01', { lead: 'l3' }),
    event('opportunity.created', '2024-02-01', { source: 'other', opportunity: 'o2', lead: 'l3' }),
    lead('2024-01-02', { lead: 'l4', account: 'Bell' }),
    event('opportunity.created', '2024-01-01', { opportunity: 'o3', account: 'Bell' }),
  ];
  return golden('leads become opportunities of the same lead or the same account', [
    total(events, { metric: 'lead_conversion_rate' }, [2 / 4, 4]),
  ]);
}

function leadsEnteredAfterTheirDeal(): Golden {
  const won = event('opportunity.won', '2024-01-05', { opportunity: 'o1' });
  const events = [
    won,
    event('opportunity.created', '2024-01-20', { opportunity: 'o1', lead: 'l1', account: 'Acme' }),
    lead('2024-01-10', { lead: 'l1' }),
    // Of the same account is not enough: its deal was there before.
    lead('2024-01-10', { lead: 'l2', account: 'Acme' }),
  ];
  return golden('leads that are entered after their deal was won have become it', [
    total(events, { metric: 'lead_conversion_rate' }, [1 / 2, 2]),
  ]);
}

function daysSinceActivity(): Golden[] {
  // 2024-04-01 is a holiday and a Monday.
  const events = [
    event('rep.set', '2024-01-01', { rep: 'Ada', team: 'North', active_from: '2024-01-01' }),
    event('rep.set', '2024-01-01', { rep: 'Ben', team: 'North', active_from: '2024-03-27' }),
    event('rep.set', '2024-01-01', { rep: 'Cleo', team: 'South', active_from: '2024-01-01', active_to: '2024-03-29' }),
    event('call.logged', '2024-03-28T20:00:00Z', { direction: 'inbound', outcome: 'busy', rep: 'Ada' }),
    event('email.sent', '2024-04-02T00:00:00Z', { message: 'm1', rep: 'Ada' }),
  ];
  const asOf = (to: string) => ({ metric: 'days_since_activity' as const, to });

  return [
    golden('days since activity are working days up to the last day of the range, of each rep on the roster', [
      // Friday 29 March is the only working day between; Ben has had that, too, and Thursday.
      breakdown(events, { ...asOf('2024-04-02'), groupBy: ['rep'] }, { Ada: 1, Ben: 2, Cleo: null }),
    ]),
    golden('days since activity are the largest of a team', [
      breakdown(events, { ...asOf('2024-03-29'), groupBy: ['team'] }, { North: 1, South: 63 }),
      total(events, asOf('2024-04-02'), [2, 2]),
    ]),
    golden('days since activity begin again with an activity', [
      breakdown(events, { ...asOf('2024-04-03'), groupBy: ['rep'] }, { Ada: 0, Ben: 3, Cleo: null }),
    ]),
    golden('days since activity are none where nobody is on the roster', [total([], asOf('2024-04-02'), [null, 0])]),
  ];
}

/** Answers about leads, worked out by hand. */
export const leadAnswers: readonly Golden[] = [
  ...touchesOfLeads(),
  leadsCountOnceAsThey(),
  leadsAreQualifiedWithinDays(),
  leadsBecomeOpportunitiesOfThe(),
  leadsEnteredAfterTheirDeal(),
  ...daysSinceActivity(),
];
