import { openHistoryStore, said, type HistoryStore } from '../testing/histories';
import { removeClosedOpportunities, tidyState } from './tidy-state';

describe('tidying state', () => {
  let store: HistoryStore;
  beforeEach(async () => {
    store = await openHistoryStore();
  });
  afterEach(async () => store.remove());

  const deal = (opportunity: string) => ({ opportunity });
  const created = (opportunity: string) => said('opportunity.created', 1, deal(opportunity));
  const won = (opportunity: string) => said('opportunity.won', 2, deal(opportunity));
  const kept = async () => {
    const rows = await store.select<{ opportunity: string }>('SELECT opportunity FROM open_opportunities');
    return rows.map(({ opportunity }) => opportunity).sort();
  };
  const open = async () => {
    const query = 'SELECT opportunity FROM open_opportunities FINAL WHERE is_open = 1';
    const rows = await store.select<{ opportunity: string }>(query);
    return rows.map(({ opportunity }) => opportunity).sort();
  };
  /** As if everything had been written some hours ago. */
  const age = async (hours: number) =>
    store.writer.command({
      query: `ALTER TABLE open_opportunities UPDATE written_at = written_at - ${hours * 3600} WHERE 1`,
      clickhouse_settings: { mutations_sync: '2' },
    });

  it('forgets closed opportunities, but not before every older state of them is written', async () => {
    await store.write([created('a'), created('b'), won('b')], 'n');
    await store.write([created('c')], 'm');
    await tidyState(store.writer);
    expect(await kept()).toEqual(['a', 'b', 'c']);
    // What a computation that knew less writes after its successor.
    const older =
      "SELECT * REPLACE (1 AS is_open, 0 AS version, now() AS written_at) FROM open_opportunities WHERE opportunity = 'b'";
    await age(1.2);
    await removeClosedOpportunities(store.writer);
    expect(await kept()).toEqual(['a', 'b', 'c']);
    await store.writer.command({ query: `INSERT INTO open_opportunities ${older}` });
    expect(await open()).toEqual(['a', 'c']);
    await age(1.5);
    await removeClosedOpportunities(store.writer);
    expect(await kept()).toEqual(['a', 'c']);
    expect(await open()).toEqual(['a', 'c']);
  });

  it('leaves one that is opened again', async () => {
    await store.write([created('a'), won('a')], 'n');
    await age(3);
    await store.write([created('a'), won('a'), said('opportunity.reopened', 3, deal('a'))], 'n');
    await removeClosedOpportunities(store.writer);
    expect(await open()).toEqual(['a']);
  });

  it('merges tables that have grown since they were merged', async () => {
    const parts = () =>
      store.select<{ parts: number }>(
        `SELECT toUInt32(count()) AS parts FROM system.parts
WHERE database = currentDatabase() AND table = 'opportunity_closes' AND active`,
      );
    await store.writer.command({ query: 'SYSTEM STOP MERGES opportunity_closes' });
    for (const name of ['a', 'b', 'c']) await store.write([created(name), won(name)], name);
    expect(await parts()).toEqual([{ parts: 3 }]);
    await store.writer.command({ query: 'SYSTEM START MERGES opportunity_closes' });
    await tidyState(store.writer);
    expect(await parts()).toEqual([{ parts: 1 }]);
  });
});
