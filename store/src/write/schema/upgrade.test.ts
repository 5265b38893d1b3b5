import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClickHouseClient } from '@clickhouse/client';
import { DEFAULT_SETTINGS } from '@saleshub/model';
import { clientOf, openTemporaryStore, type TemporaryStore } from '../../embedded/testing/temporary-store';
import { runQuery } from '../../read/run-query';
import { openWriter } from '../open-writer';
import { rebuildState } from '../state/rebuild';
import { event } from '../testing/migrated-store';
import { createDatabase, migrate } from './migrate';
import { MIGRATIONS, type Migration } from './migrations';

/** Every row of a store as version 0.1.0 wrote it, with schema 3: a line each, with its table. */
const OLD_STORE = join(__dirname, 'testing/store-of-schema-3.jsonl');
const OLD_SCHEMA = 3;

/** What a release may add: a column of events, after the others in a store in use. */
const ADDED: Migration = {
  version: MIGRATIONS.length + 1,
  name: 'an added field',
  statements: ['events', 'entity_events'].map(
    (table) => `ALTER TABLE ${table} ADD COLUMN added Nullable(Float64) AFTER source`,
  ),
};

describe('a store of schema 3', () => {
  let store: TemporaryStore;
  let client: ClickHouseClient;
  const connect = (database: string) => clientOf(store.store, 'writer', database);
  beforeAll(async () => {
    store = await openTemporaryStore();
    await createDatabase(store.writer, 'old');
    client = connect('old');
    await migrate(client, 'old', MIGRATIONS.slice(0, OLD_SCHEMA));
    for (const [table, values] of oldRows()) await client.insert({ table, values, format: 'JSONEachRow' });
  });
  afterAll(async () => {
    await client.close();
    await store.remove();
  });

  const total = async (metric: string) => {
    const range = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 1, 1) };
    const query = { queryType: 'metric', metric, shape: 'total' };
    const { rows } = await runQuery(client, query, { range, now: Date.UTC(2026, 1, 10), settings: DEFAULT_SETTINGS });
    return rows[0]?.value;
  };
  const numbers = async () =>
    Promise.all(
      ['won_value', 'win_rate', 'open_opportunities', 'pipeline_value', 'nps', 'mrr', 'email_open_rate'].map(total),
    );
  /** Two of three closed deals won, for 1,000 and 250; open are one of 800 and one of 99, whose close was retracted. */
  const NUMBERS = [1250, 2 / 3, 2, 899, 0, 100, 1];

  it('has its numbers under the newest schema', async () => {
    await migrate(client, 'old');
    expect(await numbers()).toEqual(NUMBERS);
  });

  it('keeps them with a column more, takes new events, and can be rebuilt', async () => {
    await migrate(client, 'old', [...MIGRATIONS, ADDED]);
    expect(await numbers()).toEqual(NUMBERS);
    const problems: unknown[] = [];
    const writer = openWriter({ client, onProblem: (problem) => problems.push(problem) });
    const won = event({ id: 'x4', type: 'opportunity.won', occurred_at: '2026-01-25T09:00:00Z', opportunity: 'd4' });
    await writer.write({ source: 'crm', namespace: 'crm' }, [won]);
    await writer.settle();
    await writer.close();
    expect(problems).toEqual([]);
    const after = [2050, 3 / 4, 1, 99, 0, 100, 1];
    expect(await numbers()).toEqual(after);
    await rebuildState({ client, database: 'old', connect, migrations: [...MIGRATIONS, ADDED] });
    expect(await numbers()).toEqual(after);
  });
});

function oldRows(): Map<string, unknown[]> {
  const rows = new Map<string, unknown[]>();
  for (const line of readFileSync(OLD_STORE, 'utf8').trimEnd().split('\n')) {
    const { table, row } = JSON.parse(line) as { table: string; row: unknown };
    rows.set(table, [...(rows.get(table) ?? []), row]);
  }
  return rows;
}
