import { z } from 'zod';
import { facts } from './facts';
import { MONTHLY_ACCOUNTS, MONTHLY_LOSSES } from './facts/customer-facts';
import type { Metric } from './metric';
import { inWindow, windowParameters } from './window';

const SECONDS = (from: string, to: string) =>
  `greatest(0, toUnixTimestamp64Milli(assumeNotNull(${to})) - toUnixTimestamp64Milli(${from})) / 1000`;

/** What an account pays at the end of a period beside what it paid at its start. */
const revenuePart = (perAccount: string) => `toFloat64(sum(${perAccount}))`;
const START_REVENUE = revenuePart('start_mrr');

/** A part of what was paid at the start; null where nothing was. */
const share = (part: number, start: number) => (start === 0 ? null : part / start);

/** A metric of the accounts that were live when the period began. */
function revenueMetric(
  metric: Pick<Metric, 'id' | 'title' | 'unit' | 'direction' | 'definition'>,
  amount: string,
  formula: (amount: number, start: number, accounts: number) => number | null,
): Metric {
  return {
    ...metric,
    group: 'Customer',
    facts: 'account_periods',
    measure: {
      kind: 'derived',
      sample: { kind: 'facts' },
      parts: { amount: revenuePart(amount), start: START_REVENUE },
      formula: ({ amount: total = 0, start = 0, n = 0 }) => formula(total, start, n),
    },
    dimensions: facts.account_periods.dimensions,
    shortestInterval: 'month',
    minimumSample: 10,
  };
}

export const customerMetrics: Metric[] = [
  {
    id: 'nps',
    title: 'Net Promoter Score',
    group: 'Customer',
    unit: 'score',
    direction: 'higher',
    definition:
      'Of the answers in the period, the share of promoters (9–10) less the share of detractors (0–6), from −100 to 100.',
    facts: 'nps_answers',
    measure: { kind: 'score', score: 'score' },
    dimensions: facts.nps_answers.dimensions,
    minimumSample: 30,
  },
  {
    id: 'detractor_share',
    title: 'Detractor share',
    group: 'Customer',
    unit: 'ratio',
    direction: 'lower',
    definition: 'Of the answers to the Net Promoter question in the period, the share of detractors (0–6).',
    facts: 'nps_answers',
    measure: { kind: 'ratio', numerator: 'score <= 6', denominator: '1' },
    dimensions: facts.nps_answers.dimensions,
    minimumSample: 30,
  },
  {
    id: 'csat',
    title: 'Customer satisfaction',
    group: 'Customer',
    unit: 'ratio',
    direction: 'higher',
    definition: 'Of the satisfaction scores given in the period (1–5), the share of 4 and 5.',
    facts: 'csat_answers',
    measure: { kind: 'ratio', numerator: 'score >= 4', denominator: '1' },
    dimensions: facts.csat_answers.dimensions,
    minimumSample: 30,
  },
  {
    id: 'review_rating',
    title: 'Review rating',
    group: 'Customer',
    unit: 'rating',
    direction: 'higher',
    definition: 'The rating of a review posted in the period, from 1 to 5 stars.',
    facts: 'reviews',
    measure: { kind: 'distribution', observation: 'rating', defaultStatistic: 'mean' },
    dimensions: facts.reviews.dimensions,
    minimumSample: 10,
  },
  {
    id: 'review_response_rate',
    title: 'Review response rate',
    group: 'Customer',
    unit: 'ratio',
    direction: 'higher',
    definition: 'Of the reviews posted in the period, the share that was answered within 30 days.',
    facts: 'reviews',
    measure: { kind: 'ratio', numerator: inWindow('answered_at', 'posted_at'), denominator: '1' },
    dimensions: facts.reviews.dimensions,
    minimumSample: 10,
    windowDays: 30,
    parameters: windowParameters(30),
  },
  {
    id: 'ticket_volume',
    title: 'Tickets',
    group: 'Customer',
    unit: 'count',
    direction: 'lower',
    definition: 'Support tickets opened in the period.',
    facts: 'tickets',
    measure: { kind: 'count' },
    dimensions: facts.tickets.dimensions,
    minimumSample: 0,
  },
  {
    id: 'ticket_first_response',
    title: 'First response time',
    group: 'Customer',
    unit: 'seconds',
    direction: 'lower',
    definition: 'How long a support ticket waited for its first reply, for tickets first replied to in the period.',
    facts: 'ticket_replies',
    measure: {
      kind: 'distribution',
      observation: SECONDS('opened_at', 'first_replied_at'),
      where: 'isNotNull(first_replied_at)',
      defaultStatistic: 'median',
    },
    dimensions: facts.ticket_replies.dimensions,
    minimumSample: 10,
  },
  {
    id: 'ticket_resolution',
    title: 'Resolution time',
    group: 'Customer',
    unit: 'seconds',
    direction: 'lower',
    definition:
      'How long it took to resolve a support ticket, for tickets resolved in the period; one resolved twice counts the last time.',
    facts: 'ticket_resolutions',
    measure: {
      kind: 'distribution',
      observation: SECONDS('opened_at', 'resolved_at'),
      where: 'isNotNull(resolved_at)',
      defaultStatistic: 'median',
    },
    dimensions: facts.ticket_resolutions.dimensions,
    minimumSample: 10,
  },
  {
    id: 'active_accounts',
    title: 'Active accounts',
    group: 'Customer',
    unit: 'count',
    direction: 'higher',
    definition: 'Accounts with a live subscription as of the end of each period.',
    facts: 'subscriptions',
    measure: { kind: 'level', aggregate: 'uniqExact(account)', sample: { kind: 'things' }, absent: 0 },
    dimensions: facts.subscriptions.dimensions,
    minimumSample: 0,
  },
  {
    id: 'mrr',
    title: 'Monthly recurring revenue',
    group: 'Customer',
    unit: 'money',
    direction: 'higher',
    definition: 'What live subscriptions bring in a month, as of the end of each period.',
    facts: 'subscriptions',
    measure: { kind: 'level', aggregate: 'sum(mrr)', sample: { kind: 'things' }, absent: 0 },
    dimensions: facts.subscriptions.dimensions,
    minimumSample: 0,
  },
  {
    id: 'churn_rate',
    title: 'Churn rate',
    group: 'Customer',
    unit: 'ratio',
    direction: 'lower',
    definition:
      'Of the accounts with a live subscription at the start of the period, the share without one at its end.',
    facts: 'account_periods',
    measure: { kind: 'ratio', numerator: 'NOT at_end', denominator: '1' },
    dimensions: facts.account_periods.dimensions,
    shortestInterval: 'month',
    minimumSample: 10,
  },
  revenueMetric(
    {
      id: 'revenue_churn_rate',
      title: 'Revenue churn rate',
      unit: 'ratio',
      direction: 'lower',
      definition:
        'Of the monthly recurring revenue at the start of the period, the share that was lost by its end, by accounts that left or pay less.',
    },
    'greatest(start_mrr - end_mrr, 0)',
    share,
  ),
  revenueMetric(
    {
      id: 'net_revenue_retention',
      title: 'Net revenue retention',
      unit: 'percentage',
      direction: 'higher',
      definition: 'What the accounts at the start of the period pay a month at its end ÷ what they paid at its start.',
    },
    'end_mrr',
    share,
  ),
  revenueMetric(
    {
      id: 'expansion_mrr',
      title: 'Expansion revenue',
      unit: 'money',
      direction: 'higher',
      definition:
        'The monthly recurring revenue that the accounts at the start of the period have added by its end, by those that pay more.',
    },
    'greatest(end_mrr - start_mrr, 0)',
    (added, _start, accounts) => (accounts === 0 ? null : added),
  ),
  {
    id: 'customer_lifetime_value',
    title: 'Customer lifetime value',
    group: 'Customer',
    unit: 'money',
    direction: 'higher',
    definition:
      'Mean monthly recurring revenue of an account ÷ the mean monthly churn of the 12 months before, as of the end of each period; revenue, not margin.',
    facts: 'account_months',
    measure: {
      kind: 'derived',
      sample: { kind: 'facts', where: 'has(live, 0)' },
      parts: {
        revenue: 'toFloat64(sum(mrr))',
        months: `arrayCount(accounts -> accounts > 0, ${MONTHLY_ACCOUNTS})`,
        churn: `arraySum(arrayMap((lost, accounts) -> if(accounts = 0, 0, lost / accounts), ${MONTHLY_LOSSES}, ${MONTHLY_ACCOUNTS}))`,
      },
      formula: ({ n = 0, revenue = 0, months = 0, churn = 0 }) =>
        churn === 0 || months === 0 ? null : revenue / n / (churn / months),
    },
    dimensions: facts.account_months.dimensions,
    minimumSample: 10,
  },
  {
    id: 'usage',
    title: 'Usage',
    group: 'Customer',
    unit: 'count',
    direction: 'higher',
    definition: 'How much of the product was used in the period, in the unit of each feature.',
    facts: 'usage_records',
    measure: { kind: 'sum', quantity: 'quantity' },
    dimensions: facts.usage_records.dimensions,
    minimumSample: 0,
  },
  {
    id: 'usage_change',
    title: 'Usage change',
    group: 'Customer',
    unit: 'percentage',
    direction: 'higher',
    definition: 'Usage of the last 28 days against the 28 days before, as of the end of each period.',
    facts: 'usage_windows',
    measure: {
      kind: 'derived',
      sample: { kind: 'fewest', of: ['is_recent', 'NOT is_recent'] },
      parts: {
        recent: 'sumIf(quantity, is_recent)',
        before: 'sumIf(quantity, NOT is_recent)',
      },
      formula: ({ recent = 0, before = 0 }) => (before === 0 ? null : recent / before - 1),
    },
    dimensions: facts.usage_windows.dimensions,
    minimumSample: 10,
  },
  {
    id: 'at_risk_accounts',
    title: 'Accounts at risk',
    group: 'Customer',
    unit: 'count',
    direction: 'lower',
    definition: 'Accounts with a live subscription whose health is below the threshold, as of the end of each period.',
    facts: 'account_health',
    measure: {
      kind: 'level',
      aggregate: 'countIf(health < {health_threshold:Float64})',
      sample: { kind: 'facts', where: 'health < {health_threshold:Float64}' },
      absent: 0,
    },
    dimensions: facts.account_health.dimensions,
    minimumSample: 0,
    leftOut: { where: 'isNull(health)', text: 'accounts of which too little is known to compute their health' },
  },
  {
    id: 'checkins_overdue',
    title: 'Check-ins overdue',
    group: 'Customer',
    unit: 'count',
    direction: 'lower',
    definition:
      'Accounts with a live subscription that their manager has neither called nor met for 30 days, or that have no manager, as of the end of each period.',
    facts: 'overdue_check_ins',
    measure: { kind: 'level', aggregate: 'uniqExact(account)', sample: { kind: 'things' }, absent: 0 },
    dimensions: facts.overdue_check_ins.dimensions,
    minimumSample: 0,
    parameters: z.strictObject({ days: z.int().min(1).max(365).default(30) }),
  },
];
