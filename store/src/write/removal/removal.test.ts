import { openWriter, type StoreWriter } from '../open-writer';
import { DATABASE, event, openMigratedStore, type MigratedStore } from '../testing/migrated-store';
import { countErased, eraseSubject } from './erase';
import { applyRetention } from './retention';
import type { Subject } from './subject';

const CRM = { source: 'crm', namespace: 'crm' };
let number = 0;
const at = (type: string, day: string, fields: Record<string, unknown>) =>
  event({ id: `e${number++}`, type, occurred_at: `${day}T10:00:00Z`, ...fields });

/** A deal of an account: won after a change that does not name the account. */
const dealOf = (account: string, opportunity: string, contact: string) => [
  at('opportunity.created', '2026-01-05', { opportunity, account, contact, amount: 100 }),
  at('opportunity.changed', '2026-01-06', { opportunity, stage: 'Demo' }),
  at('opportunity.won', '2026-02-07', { opportunity }),
];

const ada: Subject = { kind: 'contact', values: ['hash-of-ada', 'ada@example.com'], written: 'ada@example.com' };
const acme: Subject = { kind: 'account', values: ['Acme (UK)'], written: 'Acme (UK)' };

describe('what is removed', () => {
  let store: MigratedStore;
  let writer: StoreWriter;

  const write = async (events: ReturnType<typeof event>[]) => {
    const verdicts = await writer.write(CRM, events);
    await writer.settle();
    return verdicts;
  };
  const values = async (query: string) => (await store.select<{ v: string }>(query)).map(({ v }) => v);

  beforeAll(async () => {
    store = await openMigratedStore();
    // The rows of these tests are of any age.
    await store.writer.command({ query: 'ALTER TABLE rejected_events REMOVE TTL' });
  });
  beforeEach(() => {
    writer = openWriter({ client: store.writer, onProblem: fail });
  });
  afterEach(async () => {
    await writer.close();
    await store.clear();
  });
  afterAll(() => store.remove());

  it('is an account with all of its records, and what was written about it', async () => {
    const mail = { message: 'm1', account: 'Acme (UK)' };
    const sent = [
      ...dealOf('Acme (UK)', 'd1', 'x'),
      ...dealOf('Other', 'd2', 'y'),
      at('email.sent', '2026-01-05', mail),
      at('email.opened', '2026-01-06', { message: 'm1' }),
      at('survey.answered', '2026-01-06', {
        survey: 'nps',
        score: 9,
        account: 'Other',
        comment: 'Acme (UK), acme (uk)!',
      }),
      at('order.placed', '2026-01-06', {
        order: 'o',
        account: 'Other',
        items: [{ product: 'Acme (UK)', quantity: 1, amount: 1 }],
      }),
    ];
    await write(sent);
    await store.writer.insert({
      table: 'rejected_events',
      values: [
        { id: 'r1', body: '{"account":"Acme (UK)"}' },
        { id: 'r2', body: '{"account":"Acme"}' },
      ],
      format: 'JSONEachRow',
    });
    expect(await countErased(store.writer, acme)).toBe(5);
    const { removed, changed, remaining } = await eraseSubject(store.writer, DATABASE, acme);

    expect(Object.fromEntries(removed)).toMatchObject({
      events: 5,
      entity_events: 5,
      opportunities: 1,
      opportunity_history: 3,
      opportunity_creations: 3,
      opportunity_closes: 1,
      messages: 1,
      rejected_events: 1,
    });
    expect(Object.fromEntries(changed)).toEqual({ events: 1 });
    expect(remaining).toEqual([{ table: 'events', column: 'items_product', rows: 1, namesake: true }]);
    expect(await values('SELECT opportunity AS v FROM opportunities FINAL')).toEqual(['d2']);
    expect(await values("SELECT comment AS v FROM events WHERE comment != ''")).toEqual(['[erased], [erased]!']);
    expect(await values('SELECT id AS v FROM rejected_events')).toEqual(['r2']);
    expect(await values('SELECT toString(count()) AS v FROM removals')).toEqual(['0']);
    // What is sent again stays away.
    expect(await write(sent)).toEqual(sent.map(() => 'duplicate'));
    expect(await values('SELECT opportunity AS v FROM opportunities FINAL')).toEqual(['d2']);
  });

  it('is a person with their own records; what is a company’s stays without them', async () => {
    await write([
      ...dealOf('Acme (UK)', 'd1', 'hash-of-ada'),
      ...dealOf('Acme (UK)', 'd2', 'hash-of-another'),
      at('email.sent', '2026-01-05', { message: 'm1', contact: 'hash-of-ada' }),
      at('email.opened', '2026-01-06', { message: 'm1' }),
      at('email.sent', '2026-01-05', { message: 'm2', contact: 'hash-of-another' }),
      at('web.visited', '2026-01-05', { visitor: 'hash-of-ada', page: '/' }),
      at('decision.recorded', '2026-01-05', { title: 'Call ada@example.com, today' }),
    ]);
    const refused = [{ id: 'r1', body: '{"contact":"hash-of-ada"}' }];
    await store.writer.insert({ table: 'rejected_events', values: refused, format: 'JSONEachRow' });
    const { removed, changed, remaining } = await eraseSubject(store.writer, DATABASE, ada);

    expect(remaining).toEqual([]);
    expect(Object.fromEntries(removed)).toEqual({ events: 3, entity_events: 2, messages: 1, rejected_events: 1 });
    expect(Object.fromEntries(changed)).toEqual({ events: 2, entity_events: 1 });
    expect(await values('SELECT outcome AS v FROM opportunities FINAL')).toEqual(['won', 'won']);
    expect(await values('SELECT message AS v FROM messages FINAL')).toEqual(['m2']);
    expect(await values("SELECT DISTINCT contact AS v FROM events WHERE contact != ''")).toEqual(['hash-of-another']);
    expect(await values("SELECT title AS v FROM events WHERE title != ''")).toEqual(['Call [erased], today']);
  });

  it('is finished by whoever comes next', async () => {
    await write([...dealOf('Acme (UK)', 'd1', 'x')]);
    // A process that died after it had removed the events, before state could follow.
    await store.writer.command({ query: "INSERT INTO removals SELECT 1, 'key', key FROM opportunities" });
    for (const table of ['events', 'entity_events']) {
      const query = `ALTER TABLE ${table} DELETE WHERE type = 'opportunity.won'`;
      await store.writer.command({ query, clickhouse_settings: { mutations_sync: '2' } });
    }
    await applyRetention(store.writer, DATABASE, {}, Date.now());
    expect(await values('SELECT toString(is_open) AS v FROM opportunities FINAL')).toEqual(['1']);
    expect(await values('SELECT toString(count()) AS v FROM opportunity_closes')).toEqual(['0']);
  });

  it('is finished also where the events were only listed, or gone from one table', async () => {
    await write([...dealOf('Acme (UK)', 'd1', 'x'), ...dealOf('Other', 'd2', 'y')]);
    const list = "INSERT INTO removals SELECT 1, 'event', id_hash FROM events WHERE opportunity = 'd1'";
    await store.writer.command({ query: list });
    const query = "ALTER TABLE events DELETE WHERE opportunity = 'd1'";
    await store.writer.command({ query, clickhouse_settings: { mutations_sync: '2' } });
    expect((await eraseSubject(store.writer, DATABASE, acme)).remaining).toEqual([]);
    expect(await values('SELECT DISTINCT opportunity AS v FROM entity_events')).toEqual(['d2']);
    expect(await values('SELECT opportunity AS v FROM opportunities FINAL')).toEqual(['d2']);
  });

  it('is what is older than its type is kept, and state is what is left', async () => {
    await write([
      ...dealOf('A', 'd1', 'x'),
      at('web.visited', '2026-01-05', { visitor: 'v', page: '/' }),
      at('web.visited', '2026-02-05', { visitor: 'v', page: '/' }),
    ]);
    const now = Date.parse('2026-03-01T00:00:00Z');
    const retention = { 'web.visited': 30, 'opportunity.created': 30, 'opportunity.changed': 30 } as const;
    const removed = await applyRetention(store.writer, DATABASE, retention, now);
    expect(Object.fromEntries(removed)).toMatchObject({ events: 3, entity_events: 2 });
    // The deal is what its remaining event says: it was won, and is known since then.
    const deals = 'SELECT concat(outcome, toString(created_at)) AS v FROM opportunities FINAL';
    expect(await values(deals)).toEqual(['won2026-02-07 10:00:00.000']);
    expect(await values("SELECT toString(occurred_at) AS v FROM events WHERE type = 'web.visited'")).toEqual([
      '2026-02-05 10:00:00.000',
    ]);
    expect(await applyRetention(store.writer, DATABASE, retention, now)).toEqual(new Map());
  });
});

function fail(problem: unknown): never {
  throw new Error('The writer has a problem', { cause: problem });
}
