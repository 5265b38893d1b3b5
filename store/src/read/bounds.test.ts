import { DEFAULT_SETTINGS, type QueryContext } from '@saleshub/model';
import { openMigratedStore, type MigratedStore } from '../write/testing/migrated-store';
import { runQuery } from './run-query';
import { DEFAULT_READ_LIMITS, type ReadLimits } from './select-rows';

const DEALS = 1_000_000;
const ACCOUNTS = 1_500;

/** What the engine itself refuses, and what the answer says of it. */
describe('the bounds of a query', () => {
  let store: MigratedStore;
  beforeAll(async () => {
    store = await openMigratedStore();
    await store.writer.command({
      query: `INSERT INTO opportunity_closes (closed_at, key, version, effective, namespace, opportunity, is_won, account, amount)
SELECT toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + toIntervalSecond(number), sipHash64(number), 1, 1, 'n',
  toString(number), 1, concat('Account ', toString(number % ${ACCOUNTS})), number
FROM numbers(${DEALS})`,
    });
  });
  afterAll(async () => store.remove());

  const context: QueryContext = {
    range: { from: Date.UTC(2026, 0, 1), to: Date.UTC(2027, 0, 1) },
    now: Date.UTC(2027, 0, 1),
    settings: DEFAULT_SETTINGS,
  };
  const byAccount = { metric: 'deal_size', shape: 'breakdown', groupBy: ['account'] };
  const ask = (query: unknown, limits: Partial<ReadLimits> = {}) =>
    runQuery(store.reader, query, context, { limits: { ...DEFAULT_READ_LIMITS, ...limits } });

  it('says how to narrow what takes too long', async () => {
    const hourly = { metric: 'deal_size', shape: 'time_series', interval: 'hour', groupBy: ['account'] };
    const refused = ask(hourly, { seconds: 0.05 });
    await expect(refused).rejects.toMatchObject({ code: 'too_expensive' });
    await expect(refused).rejects.toThrow(/longer than 0.05 seconds. Ask for a shorter range/);
  });

  it('says how to narrow what needs too much memory', async () => {
    const refused = ask(byAccount, { memoryBytes: 5_000_000 });
    await expect(refused).rejects.toMatchObject({ code: 'too_expensive' });
    await expect(refused).rejects.toThrow(/more memory than it may have. Ask for a shorter range/);
  });

  it('says how to narrow what has too many rows', async () => {
    const refused = ask(byAccount, { rows: 1_000 });
    await expect(refused).rejects.toMatchObject({ code: 'too_many_rows' });
    await expect(refused).rejects.toThrow(/more than 1000 rows. Ask for a shorter range/);
  });

  it('says how to narrow what has too many series, and keeps the largest where it is told to', async () => {
    await expect(ask(byAccount)).rejects.toMatchObject({ code: 'too_many_series', path: 'groupBy' });
    const kept = await ask({ ...byAccount, limit: 10 });
    expect(kept.rows).toHaveLength(11);
    expect(kept.rows.at(-1)).toMatchObject({ account: '(other)', n: 1_000_000 - 10 * 667 });
    expect(kept.notices).toMatchObject([
      { code: 'capped_series', text: '1490 smaller groups are taken together as (other).' },
    ]);
  });

  it('says how to narrow what has too many points', async () => {
    const tenYears = { ...context, range: { from: Date.UTC(2016, 0, 1), to: Date.UTC(2026, 0, 1) } };
    const refused = runQuery(store.reader, { metric: 'win_rate', interval: 'hour' }, tenYears);
    await expect(refused).rejects.toMatchObject({ code: 'too_many_points', path: 'interval' });
  });
});
