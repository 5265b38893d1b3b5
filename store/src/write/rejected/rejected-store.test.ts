import { openMigratedStore, type MigratedStore, DATABASE } from '../testing/migrated-store';
import { setRejectedDays } from './rejected-days';
import type { KeptRejectedEvent, RejectedEvent } from './rejected-event';
import { startRejectedStore, type RejectedStore } from './rejected-store';
import { newRejectionId } from './rejection-id';

const NOW = Date.now();

function rejectedEvent(receivedAt: number, more: Partial<RejectedEvent> = {}): RejectedEvent {
  return {
    id: newRejectionId(receivedAt),
    receivedAt,
    source: 'crm',
    type: 'call.logged',
    eventId: 'e1',
    code: 'required',
    path: 'direction',
    message: 'direction is required.',
    format: 'event',
    body: '{"id":"e1"}',
    altered: [],
    ...more,
  };
}

describe('the dead letters', () => {
  let store: MigratedStore;
  let rejected: RejectedStore;
  beforeAll(async () => {
    store = await openMigratedStore();
    rejected = startRejectedStore(store);
  });
  afterAll(async () => {
    await rejected.close();
    await store.remove();
  });

  /** The events of each page, from the first to the last. */
  async function pagesOf(source: string, limit: number): Promise<KeptRejectedEvent[][]> {
    const pages: KeptRejectedEvent[][] = [];
    for (let before: string | null | undefined; before !== null;) {
      const { events, next } = await rejected.select({ source }, { limit, ...(before !== undefined && { before }) });
      pages.push(events);
      before = next;
    }
    return pages;
  }

  it('gives back what was kept, exactly', async () => {
    const strange = rejectedEvent(NOW, {
      source: 'strange',
      body: '{"comment":"a\\u0000b\\n\\n; DROP TABLE events \'\\ud83c\\udfd4\'"}',
      message: 'tab\t, "quotes", \\N, \u0000 and 🏔',
      altered: ['rep', 'items.0'],
    });
    await rejected.keep('strange', [strange]);
    const events = [{ ...strange, replayedAt: null }];
    expect(await rejected.select({ source: 'strange' }, { limit: 10 })).toEqual({ events, next: null });
  });

  it('is gone through page by page, the newest first, also within one millisecond', async () => {
    const kept = Array.from({ length: 25 }, (_, n) => rejectedEvent(NOW - Math.floor(n / 5), { source: 'pages' }));
    await rejected.keep('pages', kept);
    const pages = await pagesOf('pages', 4);
    expect(pages.map(({ length }) => length)).toEqual([4, 4, 4, 4, 4, 4, 1]);
    expect(pages.flat().map(({ id }) => id)).toEqual(
      kept
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
  });

  it('comes in smaller pages where bodies are large, each of one at least', async () => {
    const kept = Array.from({ length: 1_010 }, () =>
      rejectedEvent(NOW, { source: 'large', body: JSON.stringify('x'.repeat(65_000)) }),
    );
    kept.splice(500, 0, rejectedEvent(NOW, { source: 'large', body: JSON.stringify('y'.repeat(5_000_000)) }));
    for (let first = 0; first < kept.length; first += 200) await rejected.keep('large', kept.slice(first, first + 200));
    const pages = await pagesOf('large', 1000);
    expect(Math.max(...pages.map(({ length }) => length))).toBe(64);
    const ids = pages.flat().map(({ id }) => id);
    expect(ids).toEqual(
      kept
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
  });

  it.each([
    [{ type: 'email.sent' }, ['2']],
    [{ code: 'too_late' }, ['3']],
    [{ from: NOW - 1000, to: NOW - 999 }, ['4']],
    [{ replayed: true }, ['5']],
    [{ replayed: false, code: 'required', from: NOW }, ['1']],
  ])('is searched by %j', async (filter, expected) => {
    const source = `filter ${JSON.stringify(filter)}`;
    const events = [
      rejectedEvent(NOW, { source, eventId: '1' }),
      rejectedEvent(NOW, { source, eventId: '2', type: 'email.sent', code: 'unknown_field' }),
      rejectedEvent(NOW, { source, eventId: '3', code: 'too_late' }),
      rejectedEvent(NOW - 1000, { source, eventId: '4' }),
      rejectedEvent(NOW - 2000, { source, eventId: '5' }),
    ];
    await rejected.keep(source, events);
    await rejected.markReplayed(events.slice(4), NOW);
    const { events: found } = await rejected.select({ source, ...filter }, { limit: 10 });
    expect(found.map(({ eventId }) => eventId)).toEqual(expected);
  });

  it('finds by id; a replay is noted and the row stays', async () => {
    const [one, other] = [rejectedEvent(NOW, { source: 'ids' }), rejectedEvent(NOW, { source: 'ids' })];
    await rejected.keep('ids', [one, other]);
    await rejected.markReplayed([one], NOW + 5);
    const events = [{ ...one, replayedAt: NOW + 5 }];
    expect(await rejected.select({ ids: [one.id] }, { limit: 10 })).toEqual({ events, next: null });
  });

  it('keeps for the days that are set', async () => {
    const definition = async () =>
      (
        await store.select<{ sql: string }>(
          `SELECT create_table_query AS sql FROM system.tables WHERE name = 'rejected_events'`,
        )
      )[0]?.sql;
    expect(await definition()).toContain('toIntervalDay(90)');
    await setRejectedDays(store.writer, DATABASE, 7);
    expect(await definition()).toContain('toIntervalDay(7)');
    await rejected.keep('old', [rejectedEvent(NOW - 8 * 86_400_000, { source: 'old' })]);
    await store.writer.command({ query: 'OPTIMIZE TABLE rejected_events FINAL' });
    expect((await rejected.select({ source: 'old' }, { limit: 1 })).events).toEqual([]);
  });
});
