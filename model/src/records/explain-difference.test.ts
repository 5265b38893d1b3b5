import fc from 'fast-check';
import { explainDifference, type Explanation } from './explain-difference';
import { foldKnownEvents } from './known-record';
import { recordKind } from './record-kinds';
import type { KnownEvent, RecordTime, RecordValues, SourceRecord } from './source-record';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);
const day = (number: number) => START + number * DAY;
const opportunity = recordKind('opportunity');

/** Events that count, each under an id of its own. */
class Log {
  readonly #events = new Map<string, KnownEvent>();
  readonly #retracted = new Set<string>();

  add(explanations: readonly Explanation[]): void {
    for (const explanation of explanations) {
      if ('target' in explanation) this.#retracted.add(explanation.target.id);
      else this.receive(asEvent(explanation, `s${this.#events.size}`, 'crm'));
    }
  }

  receive(event: KnownEvent): void {
    this.#events.set(event.id, event);
  }

  get standing(): KnownEvent[] {
    return [...this.#events.values()].filter(({ id }) => !this.#retracted.has(id));
  }

  get size(): number {
    return this.#events.size + this.#retracted.size;
  }
}

const asEvent = ({ type, at, ...rest }: Explanation, id: string, source: string): KnownEvent => ({
  id,
  source,
  type,
  at,
  values: 'values' in rest ? rest.values : {},
});

function take(log: Log, record: SourceRecord, values: RecordValues, asOf: number, before?: number): Explanation[] {
  const explanations = explainDifference({
    definition: opportunity,
    record,
    valuesAt: () => values,
    known: log.standing,
    asOf,
    before,
  });
  log.add(explanations);
  return explanations;
}

const record = (changes: Partial<SourceRecord> = {}): SourceRecord => ({ id: 'd1', milestones: {}, ...changes });
const instant = (at: number): RecordTime => ({ at });
const date = (number: number): RecordTime => ({ at: day(number), until: day(number + 1) });
const brief = (explanations: readonly Explanation[]) =>
  explanations.map((one) => [one.type, one.at, 'target' in one ? one.target.id : one.values]);

describe('a snapshot of an opportunity', () => {
  it('that is new stands as it is from its beginning, and says nothing the second time', () => {
    const log = new Log();
    const won = record({ createdAt: date(1), closedAt: date(4), status: 'won' });
    const values = { amount: '100', rep: 'Ada', stage: null };
    expect(brief(take(log, won, values, day(9)))).toEqual([
      ['opportunity.created', day(1), { amount: '100', rep: 'Ada' }],
      ['opportunity.won', day(4), { amount: '100' }],
    ]);
    expect(take(log, won, values, day(9))).toEqual([]);
    expect(take(log, won, values, day(10), day(9))).toEqual([]);
  });

  it('begins at its earliest date, or just before the snapshot', () => {
    const log = new Log();
    expect(brief(take(log, record({ modifiedAt: date(3), status: 'open' }), {}, day(9)))[0]?.[1]).toBe(day(3));
    expect(brief(take(new Log(), record(), {}, day(9)))[0]?.[1]).toBe(day(9) - 1);
  });

  it('changes when its source says, else just before the snapshot, and clears what is empty', () => {
    const log = new Log();
    take(log, record({ createdAt: date(1) }), { stage: 'Talk', amount: '5', rep: 'Ada' }, day(2));
    const later = record({ createdAt: date(1), stageSince: instant(day(2) + 5), modifiedAt: instant(day(1)) });
    expect(brief(take(log, later, { stage: 'Offer', amount: null, rep: 'Ben' }, day(3), day(2)))).toEqual([
      ['opportunity.changed', day(2) + 5, { stage: 'Offer' }],
      ['opportunity.changed', day(3) - 1, { amount: null, rep: 'Ben' }],
    ]);
    expect(take(log, later, { stage: 'Offer', amount: null, rep: 'Ben' }, day(4), day(3))).toEqual([]);
  });

  it('is won, lost instead, and open again', () => {
    const log = new Log();
    take(log, record({ status: 'open', createdAt: date(1) }), { amount: '5' }, day(2));
    expect(brief(take(log, record({ status: 'won', closedAt: date(2) }), { amount: '7' }, day(3), day(2)))).toEqual([
      ['opportunity.won', day(2), { amount: '7' }],
    ]);
    const lost = take(log, record({ status: 'lost', closedAt: date(5) }), { amount: '0' }, day(6), day(3));
    expect(brief(lost)).toEqual([
      ['opportunity.reopened', day(5), {}],
      ['opportunity.lost', day(5) + 1, { amount: '0' }],
    ]);
    expect(take(log, record({ status: 'lost', closedAt: date(5) }), { amount: '0' }, day(7), day(6))).toEqual([]);
    expect(brief(take(log, record({ status: 'open' }), { amount: '7' }, day(8), day(7)))).toEqual([
      ['opportunity.reopened', day(8) - 1, {}],
    ]);
  });

  it('is corrected where the date or the amount of what happened turns out other', () => {
    const log = new Log();
    const won = (created: number, closed: number) =>
      record({ status: 'won', createdAt: date(created), closedAt: date(closed) });
    take(log, won(1, 4), { amount: '5' }, day(9));
    expect(brief(take(log, won(2, 5), { amount: '6' }, day(10), day(9)))).toEqual([
      ['event.retracted', day(10) - 1, 's0'],
      ['opportunity.created', day(2), { amount: '5' }],
      ['event.retracted', day(10) - 1, 's1'],
      ['opportunity.won', day(5), { amount: '6' }],
    ]);
    expect(take(log, won(2, 5), { amount: '6' }, day(10), day(9))).toEqual([]);
  });

  it('is deleted, back again, and merged', () => {
    const log = new Log();
    take(log, record({ createdAt: date(1) }), {}, day(2));
    expect(brief(take(log, record({ deleted: true }), {}, day(3)))).toEqual([['record.deleted', day(3) - 1, {}]]);
    expect(take(log, record({ deleted: true }), {}, day(4))).toEqual([]);
    expect(brief(take(log, record(), {}, day(5)))).toEqual([['event.retracted', day(5) - 1, 's1']]);
    const merged = record({ mergedInto: 'd2' });
    expect(brief(take(log, merged, {}, day(6)))).toEqual([['record.merged', day(6) - 1, { into: 'd2' }]]);
    expect(take(log, merged, {}, day(7))).toEqual([]);
  });

  it('does not put back the hour that a message of the same tool gave', () => {
    const log = new Log();
    log.receive({ id: 'w1', source: 'hook', type: 'opportunity.created', at: day(1) + 5, values: { amount: '5' } });
    log.receive({ id: 'w2', source: 'hook', type: 'opportunity.won', at: day(3) + 5, values: {} });
    const exported = record({ status: 'won', createdAt: date(1), closedAt: date(3) });
    expect(take(log, exported, { amount: '5' }, day(9))).toEqual([]);
  });
});

describe('a ticket, a lead and a subscription', () => {
  const explain = (
    kind: 'ticket' | 'lead' | 'subscription',
    log: Log,
    one: SourceRecord,
    values: RecordValues,
    asOf: number,
  ) => {
    const explanations = explainDifference({
      definition: recordKind(kind),
      record: one,
      valuesAt: () => values,
      known: log.standing,
      asOf,
    });
    log.add(explanations);
    return brief(explanations);
  };

  it('a ticket is answered, resolved and reopened, and its first event corrected where it never changes', () => {
    const log = new Log();
    const open = record({ createdAt: date(1), milestones: { first_replied_at: instant(day(2)) }, status: 'open' });
    expect(explain('ticket', log, open, { priority: 'low' }, day(3))).toEqual([
      ['ticket.opened', day(1), { priority: 'low' }],
      ['ticket.first_replied', day(2), {}],
    ]);
    expect(explain('ticket', log, { ...open, status: 'resolved' }, { priority: 'high' }, day(4))).toEqual([
      ['event.retracted', day(4) - 1, 's0'],
      ['ticket.opened', day(1), { priority: 'high' }],
      ['ticket.resolved', day(4) - 1, {}],
    ]);
    expect(explain('ticket', log, open, { priority: 'high' }, day(5))).toEqual([['ticket.reopened', day(5) - 1, {}]]);
  });

  it('a subscription changes its price with its account, ends, and starts again', () => {
    const log = new Log();
    const values = { mrr: '10', account: 'Acme' };
    expect(explain('subscription', log, record({ createdAt: date(1), status: 'active' }), values, day(2))).toEqual([
      ['subscription.started', day(1), values],
    ]);
    const dearer = { ...values, mrr: '20' };
    expect(explain('subscription', log, record({ status: 'active' }), { mrr: '20' }, day(3))).toEqual([
      ['subscription.changed', day(3) - 1, dearer],
    ]);
    const ended = record({ status: 'cancelled', closedAt: date(4) });
    expect(explain('subscription', log, ended, { ...dearer, reason: 'price' }, day(5))).toEqual([
      ['subscription.cancelled', day(4), { reason: 'price' }],
    ]);
    expect(explain('subscription', log, record({ status: 'active' }), dearer, day(6))).toEqual([
      ['subscription.started', day(6) - 1, dearer],
    ]);
    expect(explain('subscription', log, record({ status: 'active' }), dearer, day(7))).toEqual([]);
  });
});

interface Deal {
  created: number;
  /** At most one a day; the hour at which it happens. */
  actions: readonly { kind: string; hour: number; value: string }[];
}

const DAYS = 30;
const aDeal: fc.Arbitrary<Deal> = fc.record({
  created: fc.integer({ min: 0, max: 10 }),
  actions: fc.array(
    fc.record({
      kind: fc.constantFrom('none', 'none', 'none', 'stage', 'amount', 'rep', 'won', 'lost', 'reopened'),
      hour: fc.integer({ min: 1, max: 22 }),
      value: fc.constantFrom('1', '2', '3'),
    }),
    { minLength: DAYS, maxLength: DAYS },
  ),
});

/** What happened to a deal, as its tool would report each. */
function trueEvents({ created, actions }: Deal): KnownEvent[] {
  const events: KnownEvent[] = [];
  let status = 'open';
  const say = (type: string, at: number, values: RecordValues) =>
    void events.push({ id: `w${events.length}`, source: 'hook', type, at, values });
  say('opportunity.created', day(created) + 3_600_000, { stage: '0', amount: '0', rep: '0' });
  for (const [number, { kind, hour, value }] of actions.entries()) {
    if (number <= created) continue;
    const at = day(number) + hour * 3_600_000;
    if (['stage', 'amount', 'rep'].includes(kind) && status === 'open')
      say('opportunity.changed', at, { [kind]: value });
    if (['won', 'lost'].includes(kind) && status === 'open') {
      say(`opportunity.${kind}`, at, {});
      status = kind;
    }
    if (kind === 'reopened' && status !== 'open') {
      say('opportunity.reopened', at, {});
      status = 'open';
    }
  }
  return events;
}

/** What the tool's export says of the deal at a moment; undefined before it exists. */
function exportOf(events: readonly KnownEvent[], asOf: number, dates: 'instants' | 'days' | 'none') {
  const state = foldKnownEvents(opportunity, events, asOf);
  if (!state.beginning) return undefined;
  const time = (at: number | undefined): RecordTime | undefined => {
    if (at === undefined) return undefined;
    const start = Math.floor((at - START) / DAY);
    return dates === 'days' ? date(start) : instant(at);
  };
  const createdAt = time(state.beginning.at);
  const closedAt = dates === 'none' ? undefined : time(state.ending?.at);
  const stageSince = dates === 'instants' ? time(state.values.get('stage')?.at) : undefined;
  const one = record({
    status: state.status,
    ...(createdAt && { createdAt }),
    ...(closedAt && { closedAt }),
    ...(stageSince && { stageSince }),
  });
  const values = Object.fromEntries([...state.values].map(([name, { value }]) => [name, value]));
  return { record: one, values };
}

/** How the deal stands at the end of each day, when it was opened, and which close counts. */
function byDay(events: readonly KnownEvent[]) {
  const dayOf = (at: number | undefined) => (at === undefined ? undefined : Math.floor((at - START) / DAY));
  const ends = Array.from({ length: DAYS }, (_, number) => {
    const state = foldKnownEvents(opportunity, events, day(number + 1) - 1);
    const values = Object.fromEntries([...state.values].map(([name, { value }]) => [name, value]));
    return state.isKnown ? { status: state.status, ...values } : undefined;
  });
  const last = foldKnownEvents(opportunity, events, Infinity);
  const closing = last.ending && foldKnownEvents(opportunity, events, last.ending.at);
  return {
    ends,
    opened: dayOf(last.beginning?.at),
    closed: dayOf(last.ending?.at),
    owner: closing?.values.get('rep')?.value,
    worth: closing?.values.get('amount')?.value,
  };
}

describe('thirty daily exports of a random history', () => {
  const dates = fc.constantFrom('instants' as const, 'days' as const, 'none' as const);

  it('give the true history by day', () => {
    fc.assert(
      fc.property(aDeal, dates, (deal, given) => {
        const events = trueEvents(deal);
        const log = new Log();
        for (let number = 1; number <= DAYS; number++) {
          const exported = exportOf(events, day(number), given);
          if (!exported) continue;
          const before = number > 1 ? day(number - 1) : undefined;
          take(log, exported.record, exported.values, day(number), before);
          expect(take(log, exported.record, exported.values, day(number), before)).toEqual([]);
        }
        expect(byDay(log.standing)).toEqual(byDay(events));
      }),
      { numRuns: 300 },
    );
  });

  it('give it also among the messages of the same tool, late, early and twice', () => {
    const arrivals = fc.array(fc.integer({ min: -1, max: 6 }), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(aDeal, dates, arrivals, (deal, given, delays) => {
        const events = trueEvents(deal);
        const log = new Log();
        const arrivalOf = (event: KnownEvent, index: number) =>
          Math.floor((event.at - START) / DAY) + 1 + Math.max(0, delays[index] ?? 0);
        for (let number = 1; number <= DAYS + 8; number++) {
          for (const [index, event] of events.entries()) {
            // Some never come; those that do come before the export of their day or some days after it, and again later.
            if (delays[index] === -1) continue;
            if ([arrivalOf(event, index), arrivalOf(event, index) + 2].includes(number)) log.receive(event);
          }
          const exported = number <= DAYS ? exportOf(events, day(number), given) : undefined;
          if (!exported) continue;
          const before = number > 1 ? day(number - 1) : undefined;
          take(log, exported.record, exported.values, day(number), before);
        }
        expect(byDay(log.standing)).toEqual(byDay(events));
      }),
      { numRuns: 300 },
    );
  });
});
