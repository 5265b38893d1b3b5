import { event } from '../plain/example';
import { breakdown, golden, series, total, type Golden } from './golden';

const viewed = (visitor: string, time: string, page = '/') => event('web.visited', time, { visitor, page });

function visits(): Golden[] {
  const events = [
    viewed('Kim', '2024-03-01T10:00:00Z', '/prices'),
    viewed('Kim', '2024-03-01T10:29:59.999Z'),
    viewed('Kim', '2024-03-01T10:59:59.999Z'),
    viewed('Kim', '2024-03-01T11:00:00Z'),
    viewed('Lou', '2024-03-01T10:00:00Z'),
    viewed('Lou', '2024-03-01T10:00:00Z'),
    viewed('Lou', '2024-03-02T10:00:00Z'),
  ];

  const days = { interval: 'day', from: '2024-03-01', to: '2024-03-03' } as const;
  const lead = (id: string, visitor: string, time: string) => event('lead.created', time, { lead: id, visitor });
  return [
    golden('visits end with a gap of 30 minutes', [
      total(events, { metric: 'web_visits' }, [4, 4]),
      breakdown(events, { metric: 'web_visits', groupBy: ['page'] }, { '/prices': 1, '/': 3 }),
    ]),
    golden('visits are of visitors that count once', [
      total(events, { metric: 'web_visitors' }, [2, 2]),
      series(events, { metric: 'web_visitors', ...days }, { '2024-03-01': 2, '2024-03-02': 1 }),
    ]),
    golden('visitors of several other pages count once', [
      breakdown(
        [
          ...events,
          viewed('Kim', '2024-03-05', '/docs'),
          viewed('Lou', '2024-03-05', '/docs'),
          viewed('Lou', '2024-03-06', '/jobs'),
        ],
        { metric: 'web_visitors', groupBy: ['page'], limit: 1 },
        { '/': 2, '(other)': 2 },
      ),
    ]),
    golden('visits lead to leads of the same visitor', [
      total(events, { metric: 'visit_to_lead_rate' }, [0, 2]),
      total(
        [...events, lead('l1', 'Kim', '2024-03-31T10:00:00Z'), lead('l2', 'Lou', '2024-03-31T09:59:59Z')],
        {
          metric: 'visit_to_lead_rate',
        },
        [1 / 2, 2],
      ),
    ]),
  ];
}

function intent(): Golden[] {
  const events = [
    event('intent.observed', '2024-03-01', { intent: 'pricing' }),
    event('intent.observed', '2024-03-01', { intent: 'comparison', competitor: 'Rival' }),
  ];
  return [
    golden('intent is counted by what it is and of whom', [
      breakdown(
        events,
        { metric: 'intent_signals', groupBy: ['intent', 'competitor'] },
        {
          'pricing, (none)': 1,
          'comparison, Rival': 1,
        },
      ),
    ]),
  ];
}

/** Answers about digital, worked out by hand. */
export const digitalAnswers: readonly Golden[] = [...visits(), ...intent()];
