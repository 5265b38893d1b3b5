import { batchesBehind } from '../../read/state-coverage';
import { startEventWriter } from '../event-writer';
import { event, openMigratedStore, type MigratedStore } from '../testing/migrated-store';
import { deriveOutstanding, startStateKeeper } from './state-keeper';

const ORIGIN = { source: 'crm', namespace: 'crm' };
const created = (id: string) =>
  event({ id, type: 'opportunity.created', occurred_at: '2026-01-05T10:00:00Z', opportunity: id });

describe('the state keeper', () => {
  let store: MigratedStore;
  beforeEach(async () => {
    store = await openMigratedStore();
  });
  afterEach(async () => store.remove());

  const opportunities = () => store.select<{ opportunity: string }>('SELECT opportunity FROM opportunities FINAL');

  it('lets state follow what is stored, and says so', async () => {
    const state = startStateKeeper({ client: store.writer, onError: (error) => fail(error), gatherMilliseconds: 10 });
    const writer = startEventWriter({ client: store.writer, state });
    await writer.write(ORIGIN, [created('a')]);
    await state.settle();
    expect(await opportunities()).toEqual([{ opportunity: 'a' }]);
    expect(await batchesBehind(store.reader, Date.now())).toBe(0);
    await writer.close();
    await state.close();
  });

  it('makes up for a process that died between storing and deriving', async () => {
    const died = startEventWriter({ client: store.writer, state: { stored: () => undefined } });
    await died.write(ORIGIN, [created('a')]);
    await died.close();
    expect(await batchesBehind(store.reader, Date.now())).toBe(1);
    expect(await opportunities()).toEqual([]);
    await deriveOutstanding(store.writer);
    expect(await opportunities()).toEqual([{ opportunity: 'a' }]);
  });

  it('leaves a young batch of another process pending, and settles an old one', async () => {
    const anHourAgo = Date.now() - 3_600_000;
    const died = startEventWriter({ client: store.writer, state: { stored: () => undefined }, clock: () => anHourAgo });
    await died.write(ORIGIN, [created('old')]);
    await died.close();
    const living = startEventWriter({ client: store.writer, state: { stored: () => undefined } });
    await living.write(ORIGIN, [created('young')]);
    await living.close();
    await deriveOutstanding(store.writer);
    expect(await opportunities()).toHaveLength(2);
    expect(await batchesBehind(store.reader, anHourAgo)).toBe(0);
    expect(await batchesBehind(store.reader, Date.now())).toBe(1);
  });
});

function fail(error: unknown): never {
  throw error;
}
