import { z } from 'zod';
import { facts } from './facts';
import type { Metric } from './metric';

/** A message that was opened, clicked or answered has been delivered, whether the sender was told so or not. */
const DELIVERED = '(isNotNull(delivered_at) OR isNotNull(opened_at) OR isNotNull(clicked_at) OR isNotNull(replied_at))';
const within = (column: string) =>
  `(isNotNull(${column}) AND ${column} < sent_at + toIntervalDay({window_days:UInt32}))`;

export const outreachMetrics: Metric[] = [
  {
    id: 'emails_sent',
    title: 'E-mails sent',
    group: 'Outreach',
    unit: 'count',
    direction: 'higher',
    definition: 'Outbound e-mail messages sent in the period.',
    facts: 'messages',
    measure: { kind: 'count' },
    dimensions: facts.messages.dimensions,
    minimumSample: 0,
  },
  {
    id: 'email_open_rate',
    title: 'E-mail open rate',
    group: 'Outreach',
    unit: 'ratio',
    direction: 'higher',
    definition:
      'Of the outbound messages sent in the period and delivered, the share that a person opened within 7 days; opens by machines do not count.',
    facts: 'messages',
    measure: { kind: 'ratio', numerator: within('opened_at'), denominator: DELIVERED },
    dimensions: facts.messages.dimensions,
    minimumSample: 30,
    windowDays: 7,
    parameters: z.strictObject({ windowDays: z.int().min(1).max(365).default(7) }),
  },
];
