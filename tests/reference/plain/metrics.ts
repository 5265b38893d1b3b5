import { calendarDay } from './calendar';
import { closesOf, openSpansOf, type Company } from './company';
import type { Observation, Span } from './facts';

const DAY = 86_400_000;

/** What the observations of a metric depend on beside the events. */
export interface MetricContext {
  now: number;
  timeZone: string;
  parameters: { outcome?: 'won' | 'lost' | 'any' };
  /** How long after its anchor a fact is watched, milliseconds; only for metrics that have a window. */
  window: number;
}

export type Kind = 'count' | 'sum' | 'ratio' | 'share' | 'share_of_money' | 'score' | 'distribution' | 'level';

/** A metric: what it observes and what is made of that. */
export type Metric = {
  /** Below this sample a value is marked, unless the query says otherwise. */
  minimumSample: number;
  /** What one unit of the quantity is in the units that are kept here: money is kept in hundredths. */
  scale?: number;
  windowDays?: number;
} & (
  | { kind: 'level'; spans: (company: Company) => Span[] }
  | { kind: Exclude<Kind, 'level'>; observe: (company: Company, context: MetricContext) => Observation[] }
);

const MONEY = 100;

/** The metrics by their id; one with another cohort has an entry of its own. */
export const METRICS = {
  win_rate: {
    kind: 'ratio',
    minimumSample: 20,
    observe: (company) => closesOf(company).map((close) => ({ ...close, hit: close.won })),
  },
  'win_rate of created': {
    kind: 'ratio',
    minimumSample: 20,
    windowDays: 90,
    observe: ({ opportunities }, { window }) =>
      opportunities.flatMap(({ creation, close }) =>
        close && close.time - creation.time < window ? [{ ...creation, hit: close.won }] : [],
      ),
  },
  win_rate_value: {
    kind: 'share_of_money',
    minimumSample: 20,
    observe: (company) => withAmount(closesOf(company)).map((close) => ({ ...close, hit: close.won })),
  },
  sales_cycle: {
    kind: 'distribution',
    minimumSample: 20,
    observe: (company, { timeZone, parameters: { outcome = 'won' } }) =>
      closesOf(company)
        .filter(({ won }) => outcome === 'any' || won === (outcome === 'won'))
        .map(({ time, dimensions, createdAt }) => ({
          time,
          dimensions,
          quantity: calendarDay(time, timeZone) - calendarDay(createdAt, timeZone),
        })),
  },
  open_opportunities: {
    kind: 'level',
    minimumSample: 0,
    spans: (company) => openSpansOf(company).map((span) => ({ ...span, quantity: 1 })),
  },
  pipeline_value: { kind: 'level', minimumSample: 0, scale: MONEY, spans: openSpansOf },
  new_opportunities: {
    kind: 'count',
    minimumSample: 0,
    observe: ({ opportunities }) => opportunities.map(({ creation }) => creation),
  },
  closed_opportunities: { kind: 'count', minimumSample: 0, observe: closesOf },
  won_value: { kind: 'sum', minimumSample: 0, scale: MONEY, observe: (company) => wonAmounts(company) },
  deal_size: { kind: 'distribution', minimumSample: 20, scale: MONEY, observe: (company) => wonAmounts(company) },
  calls: { kind: 'count', minimumSample: 0, observe: ({ calls }) => calls },
  call_connect_rate: { kind: 'ratio', minimumSample: 30, observe: ({ outboundCalls }) => outboundCalls },
  meetings_held: {
    kind: 'count',
    minimumSample: 0,
    observe: ({ meetings }, { now }) =>
      meetings.flatMap(({ startsAt, status, heldImplied, dimensions }) => {
        if (startsAt === null) return [];
        const impliedly = heldImplied && status === 'scheduled' && startsAt < now;
        return status === 'held' || impliedly ? [{ time: startsAt, dimensions }] : [];
      }),
  },
  emails_sent: {
    kind: 'count',
    minimumSample: 0,
    observe: ({ messages }) => messages.map(({ sentAt, dimensions }) => ({ time: sentAt, dimensions })),
  },
  email_open_rate: {
    kind: 'ratio',
    minimumSample: 30,
    windowDays: 7,
    observe: ({ messages }, { window }) =>
      messages
        .filter(({ delivered }) => delivered)
        .map(({ sentAt, dimensions, openedAt }) => ({
          time: sentAt,
          dimensions,
          hit: openedAt.some((time) => time - sentAt < window),
        })),
  },
  selling_time_share: { kind: 'share', minimumSample: 10, observe: ({ loggedTime }) => loggedTime },
  nps: { kind: 'score', minimumSample: 30, observe: ({ promoterAnswers }) => promoterAnswers },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof METRICS;

function withAmount<Item extends { amount: number | null }>(items: readonly Item[]): (Item & { quantity: number })[] {
  return items.flatMap((item) => (item.amount === null ? [] : [{ ...item, quantity: item.amount }]));
}

function wonAmounts(company: Company): Observation[] {
  return withAmount(closesOf(company).filter(({ won }) => won));
}

/** How long a metric watches each fact, milliseconds; 0 for one without a window. */
export function windowOf({ windowDays }: Metric, asked: number | undefined): number {
  return windowDays === undefined ? 0 : (asked ?? windowDays) * DAY;
}
