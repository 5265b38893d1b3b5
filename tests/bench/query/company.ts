/**
 * An invented company as SQL that makes its events from numbers: the same for the same size, in the proportions of a
 * business that sells to businesses. Chances come from hashes, so that any part can be made by itself.
 */
export interface CompanySize {
  /** As benchmarks call it: 1m, 10m … */
  name: string;
  /** About how many events there are. */
  events: number;
  years: number;
}

/** When the company's history ends, and as of when it is asked. */
export const HISTORY_END = Date.UTC(2026, 0, 1);
export const TIME_ZONE = 'Europe/Berlin';
/** The sources whose calendar does not say what was held. */
export const SOURCES = ['crm', 'mail', 'phone', 'calendar', 'web', 'desk', 'billing'] as const;

const YEAR = 365.25 * 86_400_000;
const REPS = 120;
const TEAMS = 8;
/** Of a company with ten million events. */
const ACCOUNTS = 30_000;

export const historyStart = ({ years }: CompanySize): number => HISTORY_END - years * YEAR;
export const accountsOf = ({ events }: CompanySize): number => Math.round((ACCOUNTS * events) / 10_000_000);

/** What happens to one thing, after how many seconds, and with what chance. */
interface Step {
  type: string;
  after?: string;
  when?: string;
  columns?: Record<string, string>;
}

/** Things of one sort: each begins at a time of its own, evenly over the history, and takes its steps. */
export interface Stream {
  name: string;
  source: (typeof SOURCES)[number];
  /** In a company with ten million events. */
  things: number;
  /** What all of its events say, as SQL over `i`, the thing's number. */
  columns: Record<string, string>;
  steps: readonly Step[];
}

/** A number from 0 to 1 that belongs to the thing. */
const chance = (salt: string) => `(cityHash64(i, '${salt}') % 1000000 / 1000000)`;
const oneOf = (salt: string, values: readonly string[]) =>
  `[${values.map((value) => `'${value}'`).join(', ')}][1 + cityHash64(i, '${salt}') % ${values.length}]`;
const days = (expression: string) => `86400 * (${expression})`;

const REP = `cityHash64(i, 'rep') % ${REPS}`;
const SOLD_BY = {
  rep: `concat('Rep ', toString(${REP}))`,
  team: `concat('Team ', toString(${REP} % ${TEAMS}))`,
};
const OWNED = {
  ...SOLD_BY,
  region: `['EMEA', 'APAC', 'Americas', 'Nordics'][1 + ${REP} % 4]`,
  account: `concat('Account ', toString(cityHash64(i, 'account') % {accounts:UInt64}))`,
  segment: oneOf('segment', ['Small', 'Middle', 'Enterprise']),
  product: oneOf('product', ['Basic', 'Plus', 'Pro', 'Max', 'Service']),
};
const CYCLE = `(3 + 120 * pow(${chance('cycle')}, 2))`;
const AMOUNT = `toDecimal64(round(500 + 40000 * pow(${chance('amount')}, 3)), 2)`;
/** A deal that nobody ever closes. */
const FORGOTTEN = `${chance('forgotten')} < 0.02`;
const REOPENED = `${chance('reopened')} < 0.03`;
const MACHINE = `${chance('machine')} < 0.2`;

const stageStep = (stage: string, part: number): Step => ({
  type: 'opportunity.changed',
  after: days(`${CYCLE} * ${part}`),
  when: `${chance(stage)} < 0.6`,
  columns: { stage: `'${stage}'` },
});
const closeStep = (after: string, when: string): Step[] => [
  {
    type: 'opportunity.won',
    after,
    when: `${when} AND ${chance('won')} < 0.35`,
    columns: { stage: "'Won'" },
  },
  {
    type: 'opportunity.lost',
    after,
    when: `${when} AND ${chance('won')} >= 0.35`,
    columns: { stage: "'Lost'", loss_reason: oneOf('loss_reason', ['price', 'timing', 'competitor', 'silence']) },
  },
];

export const STREAMS: readonly Stream[] = [
  {
    name: 'opportunity',
    source: 'crm',
    things: 1_000_000,
    columns: { ...OWNED, opportunity: "concat('o', toString(i))", pipeline: oneOf('pipeline', ['New', 'Renewal']) },
    steps: [
      {
        type: 'opportunity.created',
        columns: {
          stage: "'Qualified'",
          amount: AMOUNT,
          expected_close: `toDate(at) + toIntervalDay(toUInt32(20 + 90 * ${chance('expected')}))`,
          channel: oneOf('channel', ['phone', 'email', 'web', 'partner']),
          lead: `if(${chance('from_lead')} < 0.2, concat('l', toString(i % {leads:UInt64})), '')`,
        },
      },
      stageStep('Discovery', 0.25),
      stageStep('Proposal', 0.5),
      stageStep('Negotiation', 0.75),
      ...closeStep(days(CYCLE), `NOT (${FORGOTTEN})`),
      { type: 'opportunity.reopened', after: days(`${CYCLE} + 10`), when: `NOT (${FORGOTTEN}) AND ${REOPENED}` },
      ...closeStep(days(`${CYCLE} + 25`), `NOT (${FORGOTTEN}) AND ${REOPENED}`),
    ],
  },
  {
    name: 'message',
    source: 'mail',
    things: 720_000,
    columns: {
      ...OWNED,
      message: "concat('m', toString(i))",
      campaign: oneOf('campaign', ['spring', 'autumn', 'webinar', 'none']),
    },
    steps: [
      {
        type: 'email.sent',
        columns: {
          thread: "concat('t', toString(intDiv(i, 3)))",
          direction: `if(${chance('inbound')} < 0.15, 'inbound', 'outbound')`,
          list: oneOf('list', ['prospects', 'customers', 'partners']),
        },
      },
      { type: 'email.delivered', after: '20', when: `${chance('bounced')} >= 0.03` },
      { type: 'email.bounced', after: '20', when: `${chance('bounced')} < 0.03` },
      {
        type: 'email.opened',
        after: days(`0.01 + 4 * pow(${chance('opening')}, 3)`),
        when: `${chance('opened')} < 0.45`,
        columns: { machine: MACHINE },
      },
      { type: 'email.clicked', after: days(`4 * ${chance('clicking')}`), when: `${chance('clicked')} < 0.08` },
      { type: 'email.replied', after: days(`5 * ${chance('replying')}`), when: `${chance('replied')} < 0.07` },
      { type: 'email.unsubscribed', after: days('4'), when: `${chance('unsubscribed')} < 0.01` },
    ],
  },
  {
    name: 'call',
    source: 'phone',
    things: 1_200_000,
    columns: OWNED,
    steps: [
      {
        type: 'call.logged',
        columns: {
          direction: `if(${chance('inbound')} < 0.2, 'inbound', 'outbound')`,
          outcome: oneOf('outcome', ['connected', 'connected', 'no_answer', 'voicemail', 'busy']),
          duration_s: `20 + 1200 * pow(${chance('duration')}, 3)`,
          purpose: oneOf('purpose', ['prospecting', 'prospecting', 'follow_up', 'demo', 'check_in', 'training']),
          tags: `if(${chance('tagged')} < 0.1, ['hot'], [])`,
          lead: `if(${chance('to_lead')} < 0.3, concat('l', toString(least(intDiv(i * {leads:UInt64}, {calls:UInt64}), {leads:UInt64} - 1))), '')`,
        },
      },
    ],
  },
  {
    name: 'meeting',
    source: 'calendar',
    things: 250_000,
    columns: {
      ...OWNED,
      meeting: "concat('a', toString(i))",
      purpose: oneOf('purpose', ['demo', 'follow_up', 'training', 'check_in']),
    },
    steps: [
      {
        type: 'meeting.scheduled',
        columns: { starts_at: `at + toIntervalSecond(toUInt32(${days(`1 + 13 * ${chance('ahead')}`)}))` },
      },
      { type: 'meeting.held', after: days(`1 + 13 * ${chance('ahead')}`), when: `${chance('held')} < 0.7` },
      { type: 'meeting.no_show', after: days(`1 + 13 * ${chance('ahead')}`), when: `${chance('held')} >= 0.9` },
      { type: 'meeting.cancelled', after: days(`0.5`), when: `${chance('held')} BETWEEN 0.8 AND 0.9` },
    ],
  },
  {
    name: 'lead',
    source: 'web',
    things: 300_000,
    columns: { ...OWNED, lead: "concat('l', toString(i))" },
    steps: [
      {
        type: 'lead.created',
        columns: {
          origin: oneOf('origin', ['advert', 'webinar', 'fair', 'search']),
          visitor: "concat('v', toString(i * 2 % {visitors:UInt64}))",
        },
      },
      { type: 'lead.qualified', after: days(`20 * ${chance('qualifying')}`), when: `${chance('qualified')} < 0.4` },
      { type: 'lead.disqualified', after: days('10'), when: `${chance('qualified')} > 0.9` },
    ],
  },
  {
    name: 'visit',
    source: 'web',
    things: 800_000,
    columns: {
      visitor: "concat('v', toString(intDiv(i, 3) % {visitors:UInt64}))",
      page: oneOf('page', ['/', '/pricing', '/product', '/blog', '/contact']),
      campaign: oneOf('campaign', ['spring', 'autumn', 'webinar', 'none']),
    },
    steps: [{ type: 'web.visited' }],
  },
  {
    name: 'ticket',
    source: 'desk',
    things: 120_000,
    columns: { ...OWNED, ticket: "concat('k', toString(i))" },
    steps: [
      { type: 'ticket.opened', columns: { priority: oneOf('priority', ['low', 'normal', 'high']) } },
      { type: 'ticket.first_replied', after: days(`1.5 * ${chance('reply')}`), when: `${chance('replied')} < 0.95` },
      { type: 'ticket.resolved', after: days(`2 + 9 * ${chance('resolve')}`), when: `${chance('resolved')} < 0.93` },
    ],
  },
  {
    name: 'answer',
    source: 'desk',
    things: 100_000,
    columns: OWNED,
    steps: [
      {
        type: 'survey.answered',
        columns: {
          survey: `if(${chance('survey')} < 0.6, 'nps', 'csat')`,
          score: `if(${chance('survey')} < 0.6, toUInt8(10 * sqrt(${chance('score')})), toUInt8(1 + 4.99 * ${chance('score')}))`,
        },
      },
    ],
  },
  {
    name: 'review',
    source: 'web',
    things: 10_000,
    columns: { ...OWNED, review: "concat('r', toString(i))" },
    steps: [
      {
        type: 'review.posted',
        columns: {
          site: oneOf('site', ['one', 'two', 'three']),
          rating: `toUInt8(1 + 4.99 * sqrt(${chance('stars')}))`,
        },
      },
      { type: 'review.answered', after: days(`10 * ${chance('answer')}`), when: `${chance('answered')} < 0.6` },
    ],
  },
  {
    name: 'usage',
    source: 'billing',
    things: 300_000,
    columns: OWNED,
    steps: [
      {
        type: 'usage.recorded',
        columns: {
          quantity: `round(1 + 50 * ${chance('quantity')})`,
          feature: oneOf('feature', ['api', 'seats', 'export']),
        },
      },
    ],
  },
  {
    name: 'subscription',
    source: 'billing',
    things: 30_000,
    columns: {
      ...OWNED,
      subscription: "concat('s', toString(i))",
      account: "concat('Account ', toString(i % {accounts:UInt64}))",
    },
    steps: [
      { type: 'subscription.started', columns: { mrr: `toDecimal64(round(20 + 900 * ${chance('mrr')}), 2)` } },
      {
        type: 'subscription.changed',
        after: days(`200 * ${chance('change')}`),
        when: `${chance('changed')} < 0.6`,
        columns: { mrr: `toDecimal64(round(20 + 1000 * ${chance('mrr_then')}), 2)` },
      },
      { type: 'subscription.cancelled', after: days(`250 + 800 * ${chance('end')}`), when: `${chance('ended')} < 0.5` },
    ],
  },
  {
    name: 'log',
    source: 'crm',
    things: 200_000,
    columns: SOLD_BY,
    steps: [
      {
        type: 'time.logged',
        columns: {
          activity: oneOf('activity', ['selling', 'selling', 'planning', 'data_entry', 'admin']),
          minutes: `round(5 + 90 * ${chance('minutes')})`,
        },
      },
    ],
  },
  {
    name: 'signal',
    source: 'web',
    things: 50_000,
    columns: { account: OWNED.account, competitor: oneOf('competitor', ['Acme', 'Umbrella', 'Initech']) },
    steps: [
      {
        type: 'intent.observed',
        columns: { intent: oneOf('intent', ['profile', 'category', 'pricing', 'comparison']) },
      },
    ],
  },
  {
    name: 'order',
    source: 'billing',
    things: 20_000,
    columns: OWNED,
    steps: [
      {
        type: 'order.placed',
        columns: {
          order: "concat('d', toString(i))",
          items_product: `arrayDistinct([${oneOf('first', ['Basic', 'Plus', 'Pro'])}, ${oneOf('second', ['Max', 'Service', 'Pro'])}])`,
          items_quantity: 'arrayMap(p -> 1., items_product)',
          items_amount: `arrayMap(p -> ${AMOUNT}, items_product)`,
        },
      },
    ],
  },
  {
    name: 'milestone',
    source: 'crm',
    things: 200,
    columns: { title: "concat('Milestone ', toString(i))", kind: oneOf('kind', ['campaign', 'release', 'pricing']) },
    steps: [{ type: 'milestone.recorded' }],
  },
];

/** How many things of a sort a company of that size has. */
export const thingsOf = ({ things }: Pick<Stream, 'things'>, { events }: CompanySize): number =>
  Math.max(1, Math.round((things * events) / 10_000_000));

/** What is set once, when the history begins: who sells, what is to be sold, who looks after whom. */
export const SETUP: readonly { name: string; count: (size: CompanySize) => number; columns: Record<string, string> }[] =
  [
    {
      name: 'rep',
      count: () => REPS,
      columns: {
        type: "'rep.set'",
        rep: "concat('Rep ', toString(i))",
        team: `concat('Team ', toString(i % ${TEAMS}))`,
        region: "['EMEA', 'APAC', 'Americas', 'Nordics'][1 + i % 4]",
        active_from: 'toDate(at)',
      },
    },
    {
      name: 'target',
      count: ({ years }) => Math.ceil(years * 4 + 1) * (TEAMS + REPS),
      columns: {
        type: "'target.set'",
        metric: "'won_value'",
        rep: `if(i % ${TEAMS + REPS} < ${TEAMS}, '', concat('Rep ', toString(i % ${TEAMS + REPS} - ${TEAMS})))`,
        team: `if(i % ${TEAMS + REPS} < ${TEAMS}, concat('Team ', toString(i % ${TEAMS + REPS})), '')`,
        period_start: `toStartOfQuarter(toDate(at)) + toIntervalQuarter(intDiv(i, ${TEAMS + REPS}))`,
        period_end: `period_start + toIntervalQuarter(1)`,
        value: `toDecimal64(if(rep = '', 90000000, 6000000), 6)`,
      },
    },
    {
      name: 'assignment',
      count: accountsOf,
      columns: {
        type: "'account.assigned'",
        account: "concat('Account ', toString(i))",
        rep: `concat('Rep ', toString(cityHash64(i) % ${REPS}))`,
      },
    },
  ];
