import type { ClickHouseClient } from '@clickhouse/client';
import fc from 'fast-check';
import { clientOf, openTemporaryStore, rows, type TemporaryStore } from '../../embedded/testing/temporary-store';
import { startEventWriter } from '../commit/event-writer';
import { openWriter } from '../open-writer';
import { createDatabase, migrate } from '../schema/migrate';
import { event } from '../testing/migrated-store';
import { randomHistory, type SentEvent } from '../testing/random-history';
import { DERIVED_TABLES, rebuildState, type RebuildOptions } from './rebuild';

const SEED = Number(process.env.SALESHUB_SEED ?? Math.floor(Math.random() * 2 ** 31));
const GIVEN_TABLES = [
  ...['events', 'commits', 'imports', 'rejected_events', 'removals', 'api_keys', 'settings', 'schema_migrations'],
];
const VIEWS = ['roster', 'targets', 'account_managers', 'record_merges'];

describe('rebuilding state', () => {
  let temporary: TemporaryStore;
  const clients: ClickHouseClient[] = [];
  beforeAll(async () => {
    temporary = await openTemporaryStore();
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await temporary.remove();
  });

  const connect = (database: string) => clientOf(temporary.store, 'writer', database);

  let databases = 0;
  async function openDatabase() {
    const database = `d${databases++}`;
    await createDatabase(temporary.writer, database);
    const client = connect(database);
    clients.push(client);
    await migrate(client, database);
    const rebuild = (options: Partial<RebuildOptions> = {}) => rebuildState({ client, database, connect, ...options });
    return { client, database, rebuild };
  }

  it(`leaves what any order of arrival leaves, seed ${SEED}`, async () => {
    const [sampled = []] = fc.sample(randomHistory, { seed: SEED, numRuns: 1 });
    const history = [...sampled, created('open', '2025-01-05', 'Ada'), ...NEVER_GONE];
    const [first, second] = [await openDatabase(), await openDatabase()];
    await writeParts(first.client, inParts(history, 100));
    const backwards = [...history].reverse();
    await writeParts(second.client, [...inParts(backwards, 40), history.filter((_, index) => index % 3 === 0)]);

    const before = await snapshot(first.client);
    expect(Object.keys(before).sort()).toEqual([...DERIVED_TABLES, ...VIEWS].sort());
    for (const [name, found] of Object.entries(before)) expect({ name, found }).not.toEqual({ name, found: [] });
    expect(await snapshot(second.client)).toEqual(before);
    const shares: number[] = [];
    await first.rebuild({ onProgress: ({ done, total }) => shares.push(done / total) });
    expect(await snapshot(first.client)).toEqual(before);
    expect(shares).toEqual([...shares].sort((left, right) => left - right));
    expect(shares[0]).toBeCloseTo(0.5, 1);
    expect(shares.at(-1)).toBe(1);
  });

  it('counts the first of those that share an id, as before', async () => {
    const { client, rebuild } = await openDatabase();
    await writeParts(client, [[created('e', '2025-01-05', 'Ada')], [created('other', '2025-03-05', 'Ada')]]);
    // As a service that was asked at the same moment, and did not know the id yet.
    await writeParts(
      client,
      [[created('e', '2025-02-05', 'Ben')], [created('e', '2025-01-05', 'Cleo')]],
      blind(client),
    );
    const before = await snapshot(client);
    expect(before.opportunity_creations).toHaveLength(3);
    const counting = before.opportunity_creations?.filter((row) => (row as { effective: number }).effective === 1);
    expect(counting).toMatchObject([{ rep: 'Ada' }, { rep: 'Ada' }]);
    await rebuild();
    expect(await snapshot(client)).toEqual(before);
  });

  it('puts right what is wrong, and removes what should not be there', async () => {
    const { client, database, rebuild } = await openDatabase();
    await writeParts(client, [[created('e', '2025-01-05', 'Ada')]]);
    const before = await snapshot(client);
    const wrong = "SELECT * REPLACE ('Eve' AS rep, 99 AS version) FROM";
    await client.command({ query: `INSERT INTO opportunities ${wrong} opportunities` });
    await client.command({
      query: `INSERT INTO opportunity_creations SELECT * REPLACE (created_at + 1 AS created_at) FROM opportunity_creations`,
    });
    await client.command({ query: 'TRUNCATE TABLE entity_events' });
    // What a rebuild that was broken off has left.
    await createDatabase(client, `${database}_rebuild`);
    await client.command({ query: `CREATE TABLE ${database}_rebuild.events (x UInt8) ENGINE = Memory` });
    await rebuild();
    expect(await snapshot(client)).toEqual(before);
    const names = await rows<{ name: string }>(client, 'SELECT name FROM system.databases');
    expect(names.map(({ name }) => name)).not.toContain(`${database}_rebuild`);
  });

  it('voids what was not voided when the process died', async () => {
    const { client, rebuild } = await openDatabase();
    const history = [created('e', '2025-01-05', 'Ada'), created('f', '2025-01-06', 'Ben'), retraction('e')];
    const writer = startEventWriter({ client, onStored: () => undefined, onProblem: fail });
    for (const { source, body } of history) await writer.write({ source, namespace: 'n' }, [event(body)]);
    await writer.close();
    await client.command({ query: 'INSERT INTO commits SELECT * REPLACE (1 AS done) FROM commits FINAL' });
    await rebuild();
    expect((await snapshot(client)).opportunities).toMatchObject([{ is_open: 0 }, { rep: 'Ben' }]);
    expect(await rows(client, 'SELECT id FROM events FINAL WHERE void = 1')).toEqual([{ id: 'e' }]);
  });

  it('covers what arrives while it is under way', async () => {
    const { client, rebuild } = await openDatabase();
    await writeParts(client, [[created('e', '2025-01-05', 'Ada')]]);
    const meanwhile = [created('f', '2025-01-06', 'Ben'), retraction('e')];
    const command: ClickHouseClient['command'] = async (parameters) => {
      // State has followed, in the tables that are about to be exchanged.
      if (parameters.query.startsWith('EXCHANGE')) await writeParts(client, [meanwhile]);
      return client.command(parameters);
    };
    await rebuild({ client: Object.assign(Object.create(client) as ClickHouseClient, { command }) });
    expect((await snapshot(client)).opportunities).toMatchObject([{ is_open: 0 }, { rep: 'Ben' }]);
    const after = await snapshot(client);
    await rebuild();
    expect(await snapshot(client)).toEqual(after);
  });
});

const created = (id: string, day: string, rep: string): SentEvent => ({
  source: 'a',
  body: { id, type: 'opportunity.created', occurred_at: `${day}T00:00:00Z`, opportunity: `${id} on ${day}`, rep },
});
const never = (type: string, fields: Record<string, unknown>): SentEvent => ({
  source: 'a',
  body: { id: `never-${type}`, type, occurred_at: '2025-01-05T00:00:00Z', ...fields },
});

/** One record of each kind that nothing deletes or takes back, so that no table is empty by chance. */
const NEVER_GONE: readonly SentEvent[] = [
  never('ticket.opened', { ticket: 'never' }),
  never('lead.created', { lead: 'never' }),
  never('review.posted', { review: 'never', site: 'x', rating: 5 }),
  never('email.sent', { message: 'never' }),
  never('meeting.scheduled', { meeting: 'never', starts_at: '2025-03-01T09:00:00Z' }),
  never('subscription.started', { subscription: 'never', account: 'Acme', mrr: 5 }),
];

const retraction = (target: string): SentEvent => ({
  source: 'a',
  body: { id: `r-${target}`, type: 'event.retracted', occurred_at: '2025-06-01T00:00:00Z', target },
});

/** Stores each part of the events, with state following, before the next. */
async function writeParts(client: ClickHouseClient, parts: readonly (readonly SentEvent[])[], through = client) {
  const failures: unknown[] = [];
  const writer = openWriter({ client: through, onProblem: (problem) => failures.push(problem) });
  for (const part of parts) {
    for (const source of new Set(part.map((sent) => sent.source))) {
      const events = part.filter((sent) => sent.source === source).map(({ body }) => event(body));
      await writer.write({ source, namespace: 'n' }, events);
    }
    await writer.settle();
  }
  await writer.close();
  expect(failures).toEqual([]);
}

/** The same client, which knows no id, as if another process let in the same one at the same time. */
function blind(client: ClickHouseClient): ClickHouseClient {
  const exec = (asked: Parameters<ClickHouseClient['exec']>[0]) =>
    client.exec({ ...asked, query: asked.query.replace('FROM event_ids WHERE id_hash', '$& = 0 AND id_hash') });
  return Object.assign(Object.create(client) as ClickHouseClient, { exec });
}

/** All that is derived, without the columns that say when it arrived. */
async function snapshot(client: ClickHouseClient): Promise<Record<string, unknown[]>> {
  const tables = await rows<{ name: string }>(
    client,
    `SELECT name FROM system.tables
WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND name NOT IN {given:Array(String)}`,
    { given: GIVEN_TABLES },
  );
  const queries = [
    ...tables.map(({ name: table }): [string, string] => [
      table,
      `${columnsOf(table)} FROM ${table} FINAL${rowsOf(table)}`,
    ]),
    ...VIEWS.map((view): [string, string] => [view, `* FROM ${view}`]),
  ];
  const found = queries.map(async ([name, selected]) => {
    return [name, await rows(client, `SELECT ${selected} ORDER BY ALL`)] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

function columnsOf(table: string): string {
  if (table === 'event_ids') return 'id_hash, type, occurred_at';
  if (table === 'entity_events') return '* EXCEPT (received_at, commit, version)';
  if (table === 'open_opportunities') return '* EXCEPT written_at';
  return '*';
}

/** Which closed opportunities are still remembered as such depends on the time. */
function rowsOf(table: string): string {
  return table === 'open_opportunities' ? ' WHERE is_open = 1' : '';
}

function inParts<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

function fail(problem: unknown): never {
  throw new Error('The writer has a problem', { cause: problem });
}
