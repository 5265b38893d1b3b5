import { event } from '../plain/example';
import { breakdown, golden, leftOut, total, type Golden } from './golden';

const call = (time: string, fields: Record<string, string | number | readonly string[]> = {}) =>
  event('call.logged', time, { direction: 'outbound', outcome: 'connected', ...fields });

function calls(): Golden[] {
  const calls = [
    call('2024-03-01T09:00:00Z', { duration_s: 60 }),
    call('2024-03-01T10:00:00Z', { direction: 'inbound', duration_s: 100 }),
    call('2024-03-01T11:00:00Z', { outcome: 'voicemail', duration_s: 20 }),
    call('2024-03-01T12:00:00Z'),
  ];

  return [
    golden('calls count in both directions', [total(calls, { metric: 'calls' }, [4, 4])]),
    golden('calls connect or not where they are outbound', [total(calls, { metric: 'call_connect_rate' }, [2 / 3, 3])]),
    golden('calls have a length where they connected and it is known', [
      total(calls, { metric: 'call_duration' }, [80, 2]),
      total(calls, { metric: 'call_time' }, [160, 2]),
    ]),
  ];
}

const totalled = (counted: string, count: number, fields: Record<string, string | number> = {}) =>
  event('activity.totalled', '2024-03-01', { counted, count, rep: 'Ada', ...fields });

function dailyTotals(): Golden[] {
  const events = [
    call('2024-03-01T09:00:00Z', { rep: 'Ada', duration_s: 60 }),
    totalled('calls', 5, { connected: 2, duration_s: 100 }),
    totalled('calls', 4, { connected: 3, direction: 'inbound' }),
    // Nothing is known of their outcome.
    totalled('calls', 7),
    totalled('emails', 20),
    totalled('emails', 30, { direction: 'inbound' }),
    event('email.sent', '2024-03-01', { message: 'm1', rep: 'Ben' }),
    totalled('meetings', 2, { purpose: 'demo' }),
    event('meeting.held', '2024-03-01', { meeting: 'a1', rep: 'Ben' }),
  ];
  return [
    golden('daily totals count like the activities that they stand for', [
      total(events, { metric: 'calls' }, [17, 17]),
      breakdown(events, { metric: 'emails_sent', groupBy: ['rep'] }, { Ada: 20, Ben: 1 }),
      breakdown(events, { metric: 'meetings_held', groupBy: ['rep'] }, { Ada: 2, Ben: 1 }),
      // One call and two of five; the seven are left out.
      total(events, { metric: 'call_connect_rate' }, [3 / 6, 6]),
      leftOut(events, { metric: 'call_connect_rate' }, 7),
      total(events, { metric: 'call_answer_rate' }, [3 / 4, 4]),
      total(events, { metric: 'call_time' }, [160, 3]),
      total(events, { metric: 'call_duration' }, [60, 1]),
    ]),
  ];
}

function waits(): Golden[] {
  const inbound = (wait_s: number, outcome = 'connected') =>
    call('2024-03-01', { direction: 'inbound', outcome, wait_s });
  const calls = [inbound(20), inbound(20.5), inbound(3, 'no_answer'), call('2024-03-01', { wait_s: 1 })];
  const unknown = call('2024-03-01', { direction: 'inbound' });
  return [
    golden('calls are answered within a time, where their waiting time is known', [
      total([...calls, unknown], { metric: 'call_service_level' }, [1 / 3, 3]),
      leftOut([...calls, unknown], { metric: 'call_service_level' }, 1),
      total([...calls, unknown], { metric: 'call_answer_rate' }, [3 / 4, 4]),
    ]),
  ];
}

function tags(): Golden[] {
  const calls = [
    call('2024-03-01', { tags: ['vip', 'late', 'vip'] }),
    call('2024-03-02', { tags: ['late'] }),
    call('2024-03-03', { tags: [] }),
    call('2024-03-04'),
  ];
  const tagged = { dimension: 'tag', operator: 'in', values: ['vip', 'test'] } as const;
  return [
    golden('calls count for each of their tags', [
      breakdown(calls, { metric: 'calls', groupBy: ['tag'] }, { vip: 1, late: 2, '(none)': 2 }),
      total(calls, { metric: 'calls', filters: [tagged] }, [1, 1]),
      breakdown(calls, { metric: 'calls', groupBy: ['tag'], filters: [tagged] }, { vip: 1, late: 1 }),
      total(calls, { metric: 'calls', filters: [{ ...tagged, operator: 'not_in' }] }, [3, 3]),
      total(calls, { metric: 'calls', filters: [{ dimension: 'tag', operator: 'is_empty', values: [] }] }, [2, 2]),
      // No call states an account.
      leftOut(calls, { metric: 'call_conversion_rate', shape: 'breakdown', groupBy: ['tag'] }, 4),
    ]),
  ];
}

function callConversion(): Golden[] {
  const events = [
    call('2024-03-01T00:00:00Z', { account: 'Acme' }),
    event('opportunity.created', '2024-03-30T23:59:59.999Z', { opportunity: 'o1', account: 'Acme' }),
    call('2024-03-01T00:00:00Z', { account: 'Bell' }),
    event('opportunity.created', '2024-03-31T00:00:00Z', { opportunity: 'o2', account: 'Bell' }),
    event('opportunity.created', '2024-01-01', { opportunity: 'o3', account: 'Cord' }),
    call('2024-03-01T00:00:00Z', { account: 'Cord' }),
    event('opportunity.won', '2024-03-01T00:00:00Z', { opportunity: 'o3' }),
    call('2024-03-01T00:00:00Z'),
  ];
  return [
    golden('call conversion counts an opportunity created or won for the account within the window', [
      total(events, { metric: 'call_conversion_rate' }, [2 / 3, 3]),
      total(events, { metric: 'call_conversion_rate', windowDays: 31 }, [1, 3]),
    ]),
  ];
}

function demosAndTrainings(): Golden[] {
  const demo = (type: string, time: string, fields: Record<string, string>) =>
    event(type, time, { purpose: 'demo', ...fields });

  const events = [
    demo('meeting.held', '2024-03-01T22:30:00Z', { meeting: 'a1', account: 'Acme' }),
    call('2024-03-01T23:30:00Z', { purpose: 'demo', account: 'Acme' }),
    demo('meeting.cancelled', '2024-03-04', { meeting: 'a2', account: 'Bell' }),
    event('meeting.scheduled', '2024-03-03', { meeting: 'a2', starts_at: '2024-03-05T09:00:00Z' }),
    call('2024-03-05T15:00:00Z', { purpose: 'demo', account: 'Bell' }),
    call('2024-03-05T15:00:00Z', { purpose: 'demo' }),
    call('2024-03-05T16:00:00Z', { purpose: 'demo', outcome: 'busy' }),
    call('2024-03-05T16:00:00Z', { purpose: 'training' }),
  ];
  return [
    golden(
      'demos and trainings are meetings held for the purpose, and calls unless a meeting of that account and day is known',
      [
        // In Berlin the call with Acme is on the day after the meeting.
        total(events, { metric: 'demos' }, [2, 2]),
        total(events, { metric: 'demos', timeZone: 'Europe/Berlin' }, [3, 3]),
        total(events, { metric: 'trainings' }, [1, 1]),
      ],
    ),
  ];
}

function meetings(): Golden[] {
  const events = [
    event('meeting.scheduled', '2024-03-01', { meeting: 'a1', starts_at: '2024-04-10T09:00:00Z', rep: 'Ada' }),
    event('meeting.scheduled', '2024-03-02', { meeting: 'a1', starts_at: '2024-05-10T09:00:00Z', rep: 'Ben' }),
    event('meeting.no_show', '2024-05-10T09:00:00Z', { meeting: 'a1' }),
    event('meeting.held', '2024-05-11T09:00:00Z', { meeting: 'a2' }),
    event('meeting.scheduled', '2024-03-03', { source: 'calendar', meeting: 'a3', starts_at: '2024-05-12T09:00:00Z' }),
    event('meeting.scheduled', '2024-03-03', { meeting: 'a4', starts_at: '2024-05-12T09:00:00Z' }),
  ];

  return [
    golden('meetings are scheduled when they are first put in the calendar, by whom they had then', [
      breakdown(events, { metric: 'meetings_scheduled', groupBy: ['rep'], to: '2024-03-03' }, { Ada: 1 }),
      total(events, { metric: 'meetings_scheduled' }, [3, 3]),
    ]),
    golden('meetings are held where somebody says so, or where the calendar never would and they are past', [
      total(events, { metric: 'meetings_held' }, [2, 2]),
      total(events, { metric: 'meetings_held', now: '2024-05-12T09:00:00Z' }, [1, 1]),
    ]),
    golden('meetings are shown up at unless missed', [total(events, { metric: 'meeting_show_rate' }, [2 / 3, 3])]),
  ];
}

/** Answers about activity, worked out by hand. */
export const activityAnswers: readonly Golden[] = [
  ...calls(),
  ...dailyTotals(),
  ...waits(),
  ...tags(),
  ...callConversion(),
  ...demosAndTrainings(),
  ...meetings(),
];
