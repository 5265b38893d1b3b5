import { breakdown, event, series, total } from '../example';

const viewed = (visitor: string, time: string, page = '/') => event('web.visited', time, { visitor, page });

describe('visits', () => {
  const events = [
    viewed('Kim', '2024-03-01T10:00:00Z', '/prices'),
    viewed('Kim', '2024-03-01T10:29:59.999Z'),
    viewed('Kim', '2024-03-01T10:59:59.999Z'),
    viewed('Kim', '2024-03-01T11:00:00Z'),
    viewed('Lou', '2024-03-01T10:00:00Z'),
    viewed('Lou', '2024-03-01T10:00:00Z'),
    viewed('Lou', '2024-03-02T10:00:00Z'),
  ];

  it('end with a gap of 30 minutes', () => {
    expect(total(events, { metric: 'web_visits' })).toEqual([4, 4]);
    expect(breakdown(events, { metric: 'web_visits', groupBy: ['page'] })).toEqual({ '/prices': 1, '/': 3 });
  });

  it('are of visitors that count once', () => {
    expect(total(events, { metric: 'web_visitors' })).toEqual([2, 2]);
    const days = { interval: 'day', from: '2024-03-01', to: '2024-03-03' } as const;
    expect(series(events, { metric: 'web_visitors', ...days })).toEqual({ '2024-03-01': 2, '2024-03-02': 1 });
  });

  it('lead to leads of the same visitor', () => {
    const lead = (id: string, visitor: string, time: string) => event('lead.created', time, { lead: id, visitor });
    expect(total(events, { metric: 'visit_to_lead_rate' })).toEqual([0, 2]);
    expect(
      total([...events, lead('l1', 'Kim', '2024-03-31T10:00:00Z'), lead('l2', 'Lou', '2024-03-31T09:59:59Z')], {
        metric: 'visit_to_lead_rate',
      }),
    ).toEqual([1 / 2, 2]);
  });
});

describe('intent', () => {
  it('is counted by what it is and of whom', () => {
    const events = [
      event('intent.observed', '2024-03-01', { intent: 'pricing' }),
      event('intent.observed', '2024-03-01', { intent: 'comparison', competitor: 'Rival' }),
    ];
    expect(breakdown(events, { metric: 'intent_signals', groupBy: ['intent', 'competitor'] })).toEqual({
      'pricing, (none)': 1,
      'comparison, Rival': 1,
    });
  });
});
