import { startPlugin, type Plugin } from '@saleshub/plugin-host';
import { createWriteClient } from '@saleshub/store/write';
import { SAMPLE_DEALS, SAMPLE_RANGE } from './testing/sample-events';
import { startSampleStore, type SampleStore } from './testing/sample-store';
import { dataSourceOf, makeBundle, type Bundle } from './testing/started-backend';

const UNKNOWN = { severity: 'info', text: 'It is not known whether all stored events are counted.' };

let bundle: Bundle;
let store: SampleStore;
let plugin: Plugin;

beforeAll(async () => {
  bundle = makeBundle();
  [store, plugin] = await Promise.all([startSampleStore(), startPlugin({ command: bundle.command })]);
});
afterAll(async () => {
  await plugin.shutdown();
  await store.remove();
  bundle.remove();
});

async function change(...statements: string[]): Promise<void> {
  const writer = createWriteClient({ url: store.url, ...store.writer, database: store.database });
  for (const query of statements) await writer.command({ query });
  await writer.close();
}

/** The number of deals that were won, and what is said beside it, from a data source that nothing was asked before. */
async function ask(uid: string): Promise<{ value: unknown; notices: unknown }> {
  const model = { refId: 'A', metric: 'won_opportunities', shape: 'total' };
  const { A: result } = await plugin.queryData(dataSourceOf(store, { uid }), [
    { refId: 'A', model, range: SAMPLE_RANGE },
  ]);
  if (result?.status !== 200) throw new Error(result?.error?.message);
  const [frame] = result.frames;
  return {
    value: frame?.fields.find(({ name }) => name === 'value')?.values[0],
    notices: frame?.meta.notices,
  };
}

const value = SAMPLE_DEALS.filter(({ won, closedAt }) => won && closedAt < SAMPLE_RANGE.to).length;

test('numbers stand where it cannot be read how fresh they are', async () => {
  expect(await ask('readable')).toEqual({ value, notices: [] });
  await change('RENAME TABLE commits TO commits_away');
  expect(await ask('unreadable')).toEqual({ value, notices: [UNKNOWN] });
  const health = await plugin.checkHealth(dataSourceOf(store, { uid: 'unreadable' }));
  expect(health).toMatchObject({ ok: true, details: { batchesBehind: null } });
  await change('RENAME TABLE commits_away TO commits');
});

test('numbers do not wait for it to be read', async () => {
  await change(
    'RENAME TABLE commits TO commits_away',
    `CREATE TABLE commits (commit UInt64, done UInt8,
received_at DateTime64(3, 'UTC') ALIAS toDateTime64(sleepEachRow(3), 3, 'UTC')) ENGINE = ReplacingMergeTree ORDER BY commit`,
    'INSERT INTO commits (commit, done) VALUES (1, 0)',
  );
  const begin = performance.now();
  expect(await ask('slow')).toEqual({ value, notices: [UNKNOWN] });
  expect(performance.now() - begin).toBeLessThan(2000);
  await change('DROP TABLE commits', 'RENAME TABLE commits_away TO commits');
});
