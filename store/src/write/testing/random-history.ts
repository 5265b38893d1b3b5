import fc from 'fast-check';

const DAY = 86_400_000;
const perhaps = <Value>(...values: Value[]) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 3, arbitrary: fc.constantFrom(...values) });
const one = <Value>(...values: Value[]) => fc.constantFrom(...values);

const shared = { rep: perhaps('Ada', 'Ben', null), account: perhaps('Acme', 'Beta', null), lead: perhaps('l0', null) };
const money = one<number | string>(0, 10, '99.90');
const channel = perhaps('phone', 'email');

/** What an event of each sort says, beside what any may say. */
const bodies: readonly [types: string[], fields: Record<string, fc.Arbitrary<unknown>>][] = [
  [
    ['opportunity.created', 'opportunity.changed', 'opportunity.changed'],
    { opportunity: one('o0', 'o1', 'o2'), stage: one('Talk', 'Demo', 'Offer'), amount: perhaps(10, 20) },
  ],
  [
    ['opportunity.won', 'opportunity.lost', 'opportunity.reopened'],
    { opportunity: one('o0', 'o1', 'o2'), loss_reason: perhaps('price') },
  ],
  [['email.sent'], { message: one('m0', 'm1'), direction: perhaps('inbound'), contact: perhaps('c0', null) }],
  [['email.opened', 'email.replied', 'email.delivered'], { message: one('m0', 'm1'), machine: perhaps(true, false) }],
  [
    ['meeting.scheduled'],
    {
      meeting: one('a0', 'a1'),
      starts_at: one('2025-03-01T09:00:00Z', '2025-03-02T09:00:00Z'),
      contact: perhaps('c0'),
    },
  ],
  [['meeting.held', 'meeting.cancelled', 'meeting.no_show'], { meeting: one('a0', 'a1'), purpose: perhaps('demo') }],
  [['lead.created', 'lead.qualified', 'lead.disqualified'], { lead: one('l0', 'l1'), contact: perhaps('c0'), channel }],
  [
    ['ticket.opened', 'ticket.first_replied', 'ticket.resolved', 'ticket.reopened'],
    { ticket: one('t0', 't1'), priority: perhaps('high') },
  ],
  [['review.posted'], { review: one('r0', 'r1'), site: one('x', 'y'), rating: one(1, 5) }],
  [['review.answered'], { review: one('r0', 'r1') }],
  [
    ['subscription.started', 'subscription.changed'],
    { subscription: one('s0', 's1'), account: one('Acme', 'Beta'), mrr: money },
  ],
  [['subscription.cancelled'], { subscription: one('s0', 's1') }],
  [['rep.set'], { rep: one('Ada', 'Ben'), team: perhaps('North', null), active_from: one('2025-01-01', '2025-02-01') }],
  [
    ['target.set'],
    {
      metric: one('calls'),
      value: one('2500.5', '20', '300'),
      team: perhaps('North'),
      period_start: one('2025-01-01'),
      period_end: one('2025-04-01'),
    },
  ],
  [
    ['record.deleted'],
    { kind: one('opportunity', 'lead', 'ticket', 'subscription'), record: one('o0', 'l1', 't1', 's1') },
  ],
  [['record.deleted'], { kind: one('account'), record: one('Beta') }],
  [['record.merged'], { kind: one('opportunity'), record: one('o0', 'o1'), into: one('o2', 'o3') }],
  [['record.merged'], { kind: one('lead'), record: one('l0', 'l1'), into: one('l2') }],
  [['account.assigned'], { account: one('Acme', 'Beta'), rep: one('Ada', 'Ben') }],
];

/** An event as a client sends it, with its source. */
export interface SentEvent {
  source: string;
  body: Record<string, unknown>;
}

const happening = fc.oneof(
  ...bodies.map(([types, fields]) =>
    fc.record({
      source: one('a', 'b'),
      // Some months, and few instants in them, so that many events coincide.
      day: fc.integer({ min: 0, max: 12 }),
      body: fc.record({ ...shared, type: one(...types), ...fields }),
    }),
  ),
);

/** Events of two sources about a few records of every kind, in no order, some of which are retracted. */
export const randomHistory: fc.Arbitrary<SentEvent[]> = fc
  .record({
    happenings: fc.array(happening, { minLength: 150, maxLength: 200 }),
    retracted: fc.array(fc.record({ source: one('a', 'b'), place: fc.nat(200) }), { minLength: 10, maxLength: 20 }),
  })
  .map(({ happenings, retracted }) => [
    ...happenings.map(({ source, day, body }, index): SentEvent => {
      const occurred_at = new Date(Date.UTC(2025, 0, 1) + day * 10 * DAY).toISOString();
      const stated = Object.entries({ id: `e${index}`, occurred_at, ...body }).filter(
        ([, value]) => value !== undefined,
      );
      return { source, body: Object.fromEntries(stated) };
    }),
    ...retracted.map(({ source, place }, index): SentEvent => {
      const occurred_at = '2025-06-01T00:00:00Z';
      return { source, body: { id: `r${index}`, type: 'event.retracted', occurred_at, target: `e${place}` } };
    }),
  ]);
