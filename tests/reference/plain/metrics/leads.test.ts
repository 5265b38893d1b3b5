import { breakdown, event, series, total } from '../example';

const lead = (time: string, fields: Record<string, string>) => event('lead.created', time, fields);

describe('touches of leads', () => {
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

  it('are the first call, message or meeting with the same lead, contact or account', () => {
    const [hour, week] = [3600, 7 * 86_400];
    expect(total(events, { metric: 'lead_response_time', statistic: 'p25' })).toEqual([
      // Between the first and the second of three, half of the way.
      (hour + week - 0.001) / 2,
      3,
    ]);
    expect(total(events, { metric: 'lead_response_time', from: '2024-03-08' })).toEqual([week, 1]);
  });

  it('are missing where none came within the window', () => {
    expect(total(events, { metric: 'unanswered_leads' })).toEqual([2 / 4, 4]);
    expect(total(events, { metric: 'unanswered_leads', windowDays: 8 })).toEqual([1 / 4, 4]);
    expect(total(events, { metric: 'unanswered_leads', now: '2024-03-07' })).toEqual([null, 0]);
  });
});

describe('leads', () => {
  it('count once, as they were first created', () => {
    const events = [
      lead('2024-03-01', { lead: 'l1', rep: 'Ada' }),
      lead('2024-03-02', { lead: 'l1', rep: 'Ben' }),
      lead('2024-03-03', { source: 'other', lead: 'l1' }),
      event('lead.qualified', '2024-03-01', { lead: 'l2' }),
    ];
    expect(breakdown(events, { metric: 'new_leads', groupBy: ['rep'] })).toEqual({ Ada: 1, '(none)': 1 });
  });

  it('are qualified within 90 days or not', () => {
    const events = [
      lead('2024-01-01', { lead: 'l1' }),
      event('lead.qualified', '2024-03-30T23:59:59Z', { lead: 'l1' }),
      lead('2024-01-01', { lead: 'l2' }),
      event('lead.qualified', '2024-03-31', { lead: 'l2' }),
    ];
    expect(total(events, { metric: 'lead_qualification_rate' })).toEqual([1 / 2, 2]);
    // In a series the month is too young until 90 days after its end.
    const january = { metric: 'lead_qualification_rate', to: '2024-02-01' } as const;
    expect(series(events, { ...january, now: '2024-04-30' })).toEqual({ '2024-01-01': null });
    expect(series(events, { ...january, now: '2024-05-01' })).toEqual({ '2024-01-01': 1 / 2 });
  });

  it('become opportunities of the same lead or the same account', () => {
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
    expect(total(events, { metric: 'lead_conversion_rate' })).toEqual([2 / 4, 4]);
  });
});

describe('days since activity', () => {
  // 2024-04-01 is a holiday and a Monday.
  const events = [
    event('rep.set', '2024-01-01', { rep: 'Ada', team: 'North', active_from: '2024-01-01' }),
    event('rep.set', '2024-01-01', { rep: 'Ben', team: 'North', active_from: '2024-03-27' }),
    event('rep.set', '2024-01-01', { rep: 'Cleo', team: 'South', active_from: '2024-01-01', active_to: '2024-03-29' }),
    event('call.logged', '2024-03-28T20:00:00Z', { direction: 'inbound', outcome: 'busy', rep: 'Ada' }),
    event('email.sent', '2024-04-02T00:00:00Z', { message: 'm1', rep: 'Ada' }),
  ];
  const asOf = (to: string) => ({ metric: 'days_since_activity' as const, to });

  it('are working days up to the last day of the range, of each rep on the roster', () => {
    // Friday 29 March is the only working day between; Ben has had that, too, and Thursday.
    expect(breakdown(events, { ...asOf('2024-04-02'), groupBy: ['rep'] })).toEqual({ Ada: 1, Ben: 2, Cleo: null });
  });

  it('are the largest of a team', () => {
    expect(breakdown(events, { ...asOf('2024-03-29'), groupBy: ['team'] })).toEqual({ North: 1, South: 63 });
    expect(total(events, asOf('2024-04-02'))).toEqual([2, 2]);
  });

  it('begin again with an activity', () => {
    expect(breakdown(events, { ...asOf('2024-04-03'), groupBy: ['rep'] })).toEqual({ Ada: 0, Ben: 3, Cleo: null });
  });

  it('are none where nobody is on the roster', () => {
    expect(total([], asOf('2024-04-02'))).toEqual([null, 0]);
  });
});
