import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { DEFAULT_SETTINGS, type QueryContext } from '@saleshub/model';
import { openLimiter } from '../limiter';
import { openMigratedStore, type MigratedStore } from '../write/testing/migrated-store';
import type { ReadClient } from './connection';
import { STATEMENT_LIMITS, runQuery } from './run-query';
import type { ReadOptions } from './select-rows';

/** A query of one statement, also where there are no data. */
const TOTAL = { metric: 'open_opportunities', shape: 'total' };
/** A query of many statements: one of each metric and one of its roster, and the first metric in the period before. */
const LEADERBOARD = {
  queryType: 'leaderboard',
  metrics: ['win_rate', 'won_value', 'calls', 'emails_sent', 'meetings_held', 'new_leads'],
  groupBy: ['rep'],
};
const STATEMENTS = 13;

/** The client, with a count of the statements that it is at work on. The first ones fail where told to. */
function watch(reader: ReadClient, broken = 0) {
  const counts = { sent: 0, running: 0, most: 0 };
  const exec = async (asked: Parameters<ReadClient['exec']>[0]) => {
    counts.sent++;
    counts.most = Math.max(counts.most, ++counts.running);
    try {
      if (counts.sent <= broken) throw new Error('broken');
      const answer = await reader.exec(asked);
      return { ...answer, stream: Readable.from([await buffer(answer.stream)]) };
    } finally {
      counts.running--;
    }
  };
  return { client: { exec } as unknown as ReadClient, counts };
}

describe('queries that are asked at once', () => {
  let store: MigratedStore;
  beforeAll(async () => {
    store = await openMigratedStore();
  });
  afterAll(async () => store.remove());

  const context: QueryContext = {
    range: { from: 0, to: 86_400_000 * 365 },
    now: Date.UTC(2026, 0, 1),
    settings: DEFAULT_SETTINGS,
  };
  const watched = (broken?: number) => {
    const { client, counts } = watch(store.reader, broken);
    return { counts, ask: (query: unknown, options?: ReadOptions) => runQuery(client, query, context, options) };
  };

  it('have their statements sent some at a time, without a limiter too', async () => {
    const { ask, counts } = watched();
    await ask(LEADERBOARD);
    expect(counts).toMatchObject({ sent: STATEMENTS, most: 2, running: 0 });
  });

  it('say where data are, and are answered also where that cannot be asked', async () => {
    const { ask, counts } = watched();
    const empty = { metric: 'calls', shape: 'total' };
    expect((await ask(empty)).notices.map(({ text }) => text)).toContain('There are no calls at all yet.');
    expect(counts.sent).toBe(2);
    const { client } = watch(store.reader);
    let sent = 0;
    const exec = (asked: Parameters<ReadClient['exec']>[0]) =>
      sent++ === 0 ? client.exec(asked) : Promise.reject(new Error('broken'));
    const answer = await runQuery({ exec } as unknown as ReadClient, empty, context);
    expect(answer.notices.map(({ code }) => code)).not.toContain('no_data');
  });

  it('are bounded by their statements, however many each has', async () => {
    const { ask, counts } = watched();
    const limiter = openLimiter({ ...STATEMENT_LIMITS, running: 3 });
    await Promise.all(Array.from({ length: 6 }, () => ask(LEADERBOARD, { limiter })));
    expect(counts).toMatchObject({ sent: 6 * STATEMENTS, most: 3, running: 0 });
  });

  it('let a small one through while a large one goes on', async () => {
    const { ask, counts } = watched();
    const limiter = openLimiter({ running: 1 });
    const large = ask(LEADERBOARD, { limiter });
    await ask(TOTAL, { limiter });
    expect(counts.sent).toBeLessThan(6);
    await large;
    expect(counts.sent).toBe(STATEMENTS + 1);
  });

  it('are all answered in about their order', async () => {
    const { ask } = watched();
    const limiter = openLimiter(STATEMENT_LIMITS);
    const order: number[] = [];
    await Promise.all(Array.from({ length: 100 }, (_, index) => ask(TOTAL, { limiter }).then(() => order.push(index))));
    const furthest = Math.max(...order.map((panel, place) => Math.abs(panel - place)));
    expect(furthest).toBeLessThan(10);
  });

  it('are refused where there is no room, and the rest is answered', async () => {
    const { ask } = watched();
    const limiter = openLimiter({ running: 2, waiting: 20 });
    const asked = await Promise.allSettled(Array.from({ length: 50 }, () => ask(TOTAL, { limiter })));
    const refused = asked.filter((one) => one.status === 'rejected');
    expect(refused).toHaveLength(28);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'too_busy' });
  });

  it('end with the first statement that fails', async () => {
    const { ask, counts } = watched(1);
    const limiter = openLimiter({ running: 1 });
    await expect(ask(LEADERBOARD, { limiter })).rejects.toThrow('broken');
    await ask(TOTAL, { limiter });
    // The next one in line may have been on its way.
    expect(counts.sent).toBeLessThan(4);
  });

  it('leave the line when nobody waits for them any more', async () => {
    const { ask, counts } = watched();
    const limiter = openLimiter({ running: 1 });
    const gone = new AbortController();
    let end = (): void => undefined;
    const holding = limiter.run(() => new Promise<void>((resolve) => (end = resolve)));
    const left = ask(LEADERBOARD, { limiter, signal: gone.signal });
    gone.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    end();
    await holding;
    await ask(TOTAL, { limiter });
    expect(counts.sent).toBe(1);
  });
});
