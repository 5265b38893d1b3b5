import { facts } from './facts';
import { DELIVERED } from './facts/outreach-facts';
import type { Metric } from './metric';
import { followedInWindow, inWindow, windowParameters } from './window';

/** The share of delivered messages to which something happened within a week. */
function responseRate(
  id: string,
  title: string,
  column: string,
  happened: string,
  direction: Metric['direction'] = 'higher',
): Metric {
  return {
    id,
    title,
    group: 'Outreach',
    unit: 'ratio',
    direction,
    definition: `Of the outbound messages sent in the period and delivered, the share that ${happened}.`,
    facts: 'messages',
    measure: { kind: 'ratio', numerator: inWindow(column, 'sent_at'), denominator: DELIVERED },
    dimensions: facts.messages.dimensions,
    minimumSample: 30,
    windowDays: 7,
    parameters: windowParameters(7),
    leftOut: { where: `NOT ${DELIVERED} AND isNull(bounced_at)`, text: 'messages of which no delivery is known' },
  };
}

export const outreachMetrics: Metric[] = [
  {
    id: 'emails_sent',
    title: 'E-mails sent',
    group: 'Outreach',
    unit: 'count',
    direction: 'higher',
    definition: 'Outbound e-mail messages sent in the period.',
    facts: 'messages_sent',
    measure: { kind: 'count' },
    dimensions: facts.messages_sent.dimensions,
    minimumSample: 0,
  },
  {
    id: 'email_delivery_rate',
    title: 'E-mail delivery rate',
    group: 'Outreach',
    unit: 'ratio',
    direction: 'higher',
    definition:
      'Of the outbound messages sent in the period, the share that was delivered; one that was opened, clicked or answered was.',
    facts: 'messages',
    measure: { kind: 'ratio', numerator: DELIVERED, denominator: '1' },
    dimensions: facts.messages.dimensions,
    minimumSample: 30,
  },
  {
    id: 'email_bounce_rate',
    title: 'E-mail bounce rate',
    group: 'Outreach',
    unit: 'ratio',
    direction: 'lower',
    definition: 'Of the outbound messages sent in the period, the share that came back.',
    facts: 'messages',
    measure: { kind: 'ratio', numerator: 'isNotNull(bounced_at)', denominator: '1' },
    dimensions: facts.messages.dimensions,
    minimumSample: 30,
  },
  responseRate(
    'email_open_rate',
    'E-mail open rate',
    'opened_at',
    'a person opened within 7 days; opens by machines do not count',
  ),
  responseRate(
    'email_click_rate',
    'E-mail click rate',
    'clicked_at',
    'had a link in it followed within 7 days; clicks by machines do not count',
  ),
  responseRate('email_reply_rate', 'E-mail reply rate', 'replied_at', 'was answered within 7 days'),
  responseRate(
    'email_unsubscribe_rate',
    'E-mail unsubscribe rate',
    'unsubscribed_at',
    'made its reader unsubscribe within 7 days',
    'lower',
  ),
  {
    id: 'email_conversations',
    title: 'E-mail conversations',
    group: 'Outreach',
    unit: 'count',
    direction: 'higher',
    definition: 'Threads with a message each way whose first answer came in the period.',
    facts: 'conversations',
    measure: { kind: 'count' },
    dimensions: facts.conversations.dimensions,
    minimumSample: 0,
  },
  {
    id: 'email_conversion_rate',
    title: 'E-mail conversion rate',
    group: 'Outreach',
    unit: 'ratio',
    direction: 'higher',
    definition:
      'Of the outbound messages sent in the period and delivered to a known account, the share followed within 30 days by an opportunity created for that account.',
    facts: 'followed_messages',
    measure: {
      kind: 'ratio',
      numerator: followedInWindow('followed_at', 'sent_at'),
      denominator: "account != ''",
    },
    dimensions: facts.followed_messages.dimensions,
    minimumSample: 30,
    windowDays: 30,
    parameters: windowParameters(30),
    leftOut: { where: "account = ''", text: 'delivered messages without an account' },
  },
];
