import { event } from '../plain/example';
import { breakdown, golden, series, total, type Golden } from './golden';

const call = (time: string, receivedAt: string, source = 'crm') =>
  event('call.logged', time, { direction: 'inbound', outcome: 'busy', source, receivedAt });
const rejected = (source: string, code: string) => ({
  ...{ source, code, type: 'call.logged' },
  receivedAt: Date.parse('2024-03-05'),
});

function receptions(): Golden[] {
  const wrong = call('2024-03-01', '2024-03-03');
  const events = [
    call('2024-03-01', '2024-03-02'),
    call('2024-02-01', '2024-03-03', 'phone'),
    wrong,
    event('event.retracted', '2024-03-04', { target: wrong.body.id, receivedAt: '2024-03-04' }),
  ];
  const rejections = [rejected('crm', 'required'), rejected('crm', 'unknown_type'), rejected('other', 'required')];

  const days = { interval: 'day', from: '2024-03-01', to: '2024-03-05' } as const;
  const hours = (count: number) => count * 3600;
  return [
    golden('receptions count when they came in, but for what was retracted', [
      total(events, { metric: 'events_ingested', from: '2024-03-01', to: '2024-03-04' }, [2, 2]),
      breakdown(
        events,
        { metric: 'events_ingested', groupBy: ['type'] },
        {
          'call.logged': 2,
          'event.retracted': 1,
        },
      ),
    ]),
    golden('receptions are refused for a reason', [
      breakdown(
        events,
        { metric: 'events_rejected', rejections, groupBy: ['code'] },
        {
          required: 2,
          unknown_type: 1,
        },
      ),
      breakdown(
        events,
        { metric: 'reject_rate', rejections, groupBy: ['source'] },
        {
          crm: 2 / 4,
          phone: 0,
          other: 1,
        },
      ),
    ]),
    golden('receptions grow old while nothing new comes in', [
      series(
        events.slice(0, 2),
        { metric: 'data_freshness', ...days },
        {
          '2024-03-01': null,
          '2024-03-02': hours(48),
          '2024-03-03': hours(72),
          '2024-03-04': hours(96),
        },
      ),
      total([call('2024-03-10', '2024-03-01')], { metric: 'data_freshness', to: '2024-03-05' }, [0, 1]),
    ]),
  ];
}

/** Answers about hub, worked out by hand. */
export const hubAnswers: readonly Golden[] = [...receptions()];
