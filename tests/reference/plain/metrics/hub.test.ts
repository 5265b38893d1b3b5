import { breakdown, event, series, total } from '../example';

const call = (time: string, receivedAt: string, source = 'crm') =>
  event('call.logged', time, { direction: 'inbound', outcome: 'busy', source, receivedAt });
const rejected = (source: string, code: string) => ({
  ...{ source, code, type: 'call.logged' },
  receivedAt: Date.parse('2024-03-05'),
});

describe('receptions', () => {
  const wrong = call('2024-03-01', '2024-03-03');
  const events = [
    call('2024-03-01', '2024-03-02'),
    call('2024-02-01', '2024-03-03', 'phone'),
    wrong,
    event('event.retracted', '2024-03-04', { target: wrong.body.id, receivedAt: '2024-03-04' }),
  ];
  const rejections = [rejected('crm', 'required'), rejected('crm', 'unknown_type'), rejected('other', 'required')];

  it('count when they came in, but for what was retracted', () => {
    expect(total(events, { metric: 'events_ingested', from: '2024-03-01', to: '2024-03-04' })).toEqual([2, 2]);
    expect(breakdown(events, { metric: 'events_ingested', groupBy: ['type'] })).toEqual({
      'call.logged': 2,
      'event.retracted': 1,
    });
  });

  it('are refused for a reason', () => {
    expect(breakdown(events, { metric: 'events_rejected', rejections, groupBy: ['code'] })).toEqual({
      required: 2,
      unknown_type: 1,
    });
    expect(breakdown(events, { metric: 'reject_rate', rejections, groupBy: ['source'] })).toEqual({
      crm: 2 / 4,
      phone: 0,
      other: 1,
    });
  });

  it('grow old while nothing new comes in', () => {
    const days = { interval: 'day', from: '2024-03-01', to: '2024-03-05' } as const;
    const hours = (count: number) => count * 3600;
    expect(series(events.slice(0, 2), { metric: 'data_freshness', ...days })).toEqual({
      '2024-03-01': null,
      '2024-03-02': hours(48),
      '2024-03-03': hours(72),
      '2024-03-04': hours(96),
    });
    expect(total([call('2024-03-10', '2024-03-01')], { metric: 'data_freshness', to: '2024-03-05' })).toEqual([0, 1]);
  });
});
