import { DEFAULT_SETTINGS } from '@saleshub/model';
import { openMigratedStore, type MigratedStore } from '../write/testing/migrated-store';
import { runQuery } from './run-query';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Changes of clocks by half an hour, and back over midnight, so that a day begins twice. */
const CHANGES = [
  ['Australia/Lord_Howe', '2026-04-03'],
  ['Australia/Lord_Howe', '2025-10-03'],
  ['America/Caracas', '2016-04-29'],
  ['America/Caracas', '2007-12-07'],
  ['Asia/Pyongyang', '2018-05-03'],
  ['Asia/Pyongyang', '2015-08-13'],
  ['America/St_Johns', '2010-11-05'],
  ['America/St_Johns', '2010-03-12'],
] as const;

describe('buckets around irregular changes of clocks', () => {
  let store: MigratedStore;
  beforeAll(async () => {
    store = await openMigratedStore();
    for (const [, from] of CHANGES) {
      await store.writer.command({
        query: `INSERT INTO events (id, type, occurred_at, received_at, direction, outcome, rep)
SELECT concat({from:String}, ' ', toString(number)), 'call.logged', toDateTime64({from:String}, 3, 'UTC') + number * 600 AS at, at, 'outbound', 'connected', 'Ada'
FROM numbers(720)`,
        query_params: { from },
      });
    }
    await store.writer.command({
      query: `INSERT INTO events (id, type, occurred_at, received_at, opportunity) SELECT 'o', 'opportunity.created', '2000-01-02', '2000-01-02', 'o'`,
    });
  });
  afterAll(async () => store.remove());

  /** The rows of five days, with how many calls are expected in each: one every ten minutes. */
  async function rowsOf(timeZone: string, from: string, query: object) {
    const range = { from: Date.parse(from), to: Date.parse(from) + 5 * DAY };
    const context = { range, now: Date.UTC(2027, 0), settings: DEFAULT_SETTINGS };
    const answer = await runQuery(store.reader, { timeZone, ...query }, context);
    return answer.rows.map((row, index) => {
      const [start, next] = [row, answer.rows[index + 1]].map((one) => Number(one?.['time'] ?? range.to));
      const length = Math.min(next ?? 0, range.to) - Math.max(start ?? 0, range.from);
      return { value: row['value'], expected: length / (10 * MINUTE) };
    });
  }

  it.each(CHANGES.flatMap(([zone, from]) => (['hour', 'day', 'week'] as const).map((by) => [zone, from, by] as const)))(
    'in %s from %s by %s hold every event once',
    async (zone, from, interval) => {
      const calls = await rowsOf(zone, from, { metric: 'calls', interval, weekStart: 'sunday' });
      expect(calls.map(({ value }) => value)).toEqual(calls.map(({ expected }) => expected));
    },
  );

  it.each(CHANGES.map(([zone, from]) => [zone, from]))('in %s from %s have each a level', async (zone, from) => {
    for (const interval of ['hour', 'day']) {
      const idle = await rowsOf(zone, from, { metric: 'data_freshness', interval });
      expect(idle.filter(({ value }) => value === null)).toEqual([]);
    }
  });
});
