import { event } from '../plain/example';
import { breakdown, golden, leftOut, total, type Golden } from './golden';

const sent = (message: string, fields: Record<string, string> = {}, time = '2024-03-01') =>
  event('email.sent', time, { message, ...fields });
const happened = (what: string, message: string, time = '2024-03-02', fields: Record<string, boolean> = {}) =>
  event(`email.${what}`, time, { message, ...fields });

function messages(): Golden[] {
  const events = [
    sent('m1'),
    happened('delivered', 'm1'),
    happened('clicked', 'm1', '2024-03-07T23:59:59.999Z'),
    happened('unsubscribed', 'm1'),
    sent('m2'),
    happened('opened', 'm2'),
    happened('replied', 'm2', '2024-03-08'),
    sent('m3'),
    happened('bounced', 'm3'),
    happened('opened', 'm3', '2024-03-02', { machine: true }),
    sent('m4', { direction: 'inbound' }),
    happened('opened', 'm5'),
  ];

  return [
    golden('messages are sent, delivered and bounced', [
      total(events, { metric: 'emails_sent' }, [3, 3]),
      total(events, { metric: 'email_delivery_rate' }, [2 / 3, 3]),
      total(events, { metric: 'email_bounce_rate' }, [1 / 3, 3]),
    ]),
    golden('messages are clicked, answered and unsubscribed from within 7 days, of those delivered', [
      total(events, { metric: 'email_open_rate' }, [1 / 2, 2]),
      total(events, { metric: 'email_click_rate' }, [1 / 2, 2]),
      total(events, { metric: 'email_reply_rate' }, [0, 2]),
      total(events, { metric: 'email_reply_rate', windowDays: 8 }, [1 / 2, 2]),
      total(events, { metric: 'email_unsubscribe_rate' }, [1 / 2, 2]),
    ]),
  ];
}

function machinesAndImpliedDeliveries(): Golden[] {
  const byMachine = [
    sent('m1'),
    happened('delivered', 'm1'),
    happened('clicked', 'm1', '2024-03-02', { machine: true }),
    sent('m2'),
    happened('delivered', 'm2'),
    happened('clicked', 'm2', '2024-03-02', { machine: true }),
    happened('clicked', 'm2', '2024-03-03'),
  ];
  const of = (source: string) => [
    ...['m1', 'm2', 'm3', 'm4'].map((message) => event('email.sent', '2024-03-01', { source, message })),
    event('email.replied', '2024-03-02', { source, message: 'm1' }),
    event('email.bounced', '2024-03-02', { source, message: 'm2' }),
  ];
  return [
    golden('messages clicked by machines alone are not clicked', [
      total(byMachine, { metric: 'email_click_rate' }, [1 / 2, 2]),
    ]),
    golden('messages of a source that implies deliveries are delivered unless they bounce', [
      total(of('other'), { metric: 'email_reply_rate' }, [1 / 3, 3]),
      leftOut(of('other'), { metric: 'email_reply_rate' }, 0),
      total(of('other'), { metric: 'email_delivery_rate' }, [3 / 4, 4]),
    ]),
    golden('messages of which no delivery is known are left out, and counted', [
      total(of('crm'), { metric: 'email_reply_rate' }, [1, 1]),
      leftOut(of('crm'), { metric: 'email_reply_rate' }, 2),
    ]),
  ];
}

function conversations(): Golden[] {
  const events = [
    sent('m1', { thread: 't1', rep: 'Ada' }, '2024-03-01'),
    sent('m2', { thread: 't1', rep: 'Ben' }, '2024-03-02'),
    sent('m3', { thread: 't1', direction: 'inbound', rep: 'Cleo' }, '2024-03-03'),
    sent('m4', { thread: 't1', direction: 'inbound' }, '2024-04-03'),
    sent('m5', { thread: 't2' }),
    sent('m6', { source: 'other', thread: 't2', direction: 'inbound' }),
    sent('m7'),
    sent('m8', { direction: 'inbound' }),
  ];
  return [
    golden('conversations are threads with a message each way, at the first answer', [
      breakdown(
        events,
        { metric: 'email_conversations', groupBy: ['rep'], from: '2024-03-03' },
        {
          Ada: 1,
        },
      ),
      total(events, { metric: 'email_conversations', to: '2024-03-03' }, [0, 0]),
    ]),
  ];
}

function eMailConversion(): Golden[] {
  const events = [
    ...['m1', 'm2', 'm3', 'm4'].map((message) => happened('delivered', message)),
    sent('m1', { account: 'Acme' }),
    sent('m2', { account: 'Bell' }),
    sent('m3'),
    sent('m5', { account: 'Acme' }),
    event('opportunity.created', '2024-03-01', { opportunity: 'o1', account: 'Acme' }),
    event('opportunity.changed', '2024-03-02', { opportunity: 'o1', account: 'Bell' }),
  ];
  return [
    golden('e-mail conversion is an opportunity created for the account, of delivered messages that state one', [
      total(events, { metric: 'email_conversion_rate' }, [1 / 2, 2]),
      leftOut(events, { metric: 'email_conversion_rate' }, 1),
    ]),
  ];
}

/** Answers about outreach, worked out by hand. */
export const outreachAnswers: readonly Golden[] = [
  ...messages(),
  ...machinesAndImpliedDeliveries(),
  ...conversations(),
  ...eMailConversion(),
];
