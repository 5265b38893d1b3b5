import { batchesBehind } from '../../read/state-coverage';
import { startEventWriter } from '../commit/event-writer';
import type { WriterProblem } from '../commit/writer-problem';
import { openWriter } from '../open-writer';
import { event, openMigratedStore, type MigratedStore } from '../testing/migrated-store';
import { deriveOutstanding } from './state-keeper';

const ORIGIN = { source: 'crm', namespace: 'crm' };
const created = (id: string) =>
  event({ id, type: 'opportunity.created', occurred_at: '2026-01-05T10:00:00Z', opportunity: id });

describe('the state keeper', () => {
  let store: MigratedStore;
  beforeAll(async () => {
    store = await openMigratedStore();
  });
  afterEach(() => store.clear());
  afterAll(() => store.remove());

  /** Stores, and never lets state follow. */
  const writerThatDies = () => startEventWriter({ client: store.writer, onStored: () => undefined, onProblem: fail });
  const opportunities = () => store.select<{ opportunity: string }>('SELECT opportunity FROM opportunities FINAL');

  it('lets state follow what is stored, and says so', async () => {
    const writer = openWriter({ client: store.writer, onProblem: fail });
    await writer.write(ORIGIN, [created('a')]);
    await writer.settle();
    expect(await opportunities()).toEqual([{ opportunity: 'a' }]);
    expect(await batchesBehind(store.reader)).toBe(0);
    await writer.close();
  });

  it('makes up for a process that died between storing and deriving', async () => {
    const died = writerThatDies();
    await died.write(ORIGIN, [created('a')]);
    await died.close();
    expect(await batchesBehind(store.reader)).toBe(1);
    expect(await opportunities()).toEqual([]);
    await deriveOutstanding(store.writer);
    expect(await opportunities()).toEqual([{ opportunity: 'a' }]);
  });

  it('leaves a recent batch of another process pending, and settles an old one', async () => {
    const died = writerThatDies();
    await died.write(ORIGIN, [created('old')]);
    await store.writer.command({
      query: `INSERT INTO commits (commit, received_at, done) SELECT commit, received_at - 3600, 0 FROM commits FINAL`,
    });
    await died.write(ORIGIN, [created('recent')]);
    await died.close();
    await deriveOutstanding(store.writer);
    expect(await opportunities()).toHaveLength(2);
    expect(await batchesBehind(store.reader, 1_800_000)).toBe(0);
    expect(await batchesBehind(store.reader)).toBe(1);
  });
});

function fail(problem: WriterProblem): never {
  throw new Error(problem.problem, { cause: problem });
}
