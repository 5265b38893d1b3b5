import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import type { SalesEvent } from '@saleshub/model';
import { openWriter, type StoreWriter } from '../open-writer';
import { event, openMigratedStore, type MigratedStore } from '../testing/migrated-store';

const CRM = { source: 'crm', namespace: 'crm' };
const MAIL = { source: 'mail', namespace: 'mail' };

const CALL = { type: 'call.logged', occurred_at: '2026-01-05T10:00:00Z', direction: 'outbound' };
const call = (id: string, outcome = 'connected'): SalesEvent => event({ ...CALL, id, outcome });

describe('the event writer', () => {
  let store: MigratedStore;
  let writer: StoreWriter;
  const failures: unknown[] = [];
  const open = (client = store.writer) => openWriter({ client, onProblem: (problem) => failures.push(problem) });

  beforeAll(async () => {
    store = await openMigratedStore();
    writer = open();
  });
  afterAll(async () => {
    await writer.close();
    await store.remove();
    expect(failures).toEqual([]);
  });

  const stored = async (source: string) =>
    store.select<{ id: string; outcome: string }>(
      'SELECT id, outcome FROM events FINAL WHERE source = {source:String} AND void = 0 ORDER BY id',
      { source },
    );

  it('answers for each event, and has stored what it accepted', async () => {
    const origin = { ...CRM, source: 'a' };
    expect(await writer.write(origin, [call('1'), call('2'), call('1'), call('2', 'busy')])).toEqual([
      'accepted',
      'accepted',
      'duplicate',
      'id_reused',
    ]);
    expect(await stored('a')).toEqual([
      { id: '1', outcome: 'connected' },
      { id: '2', outcome: 'connected' },
    ]);
  });

  it('knows an id again, before and after state has followed', async () => {
    const origin = { ...CRM, source: 'b' };
    await writer.write(origin, [call('1')]);
    expect(await writer.write(origin, [call('1'), call('1', 'busy')])).toEqual(['duplicate', 'id_reused']);
    await writer.settle();
    expect(await writer.write(origin, [call('1'), call('1', 'busy')])).toEqual(['duplicate', 'id_reused']);
  });

  it('keeps the ids of sources apart', async () => {
    expect(await writer.write(MAIL, [call('1')])).toEqual(['accepted']);
    expect(await writer.write({ ...MAIL, source: 'mail2' }, [call('1')])).toEqual(['accepted']);
  });

  it('gathers what is written at once', async () => {
    const origin = { ...CRM, source: 'c' };
    const before = await store.select<{ n: string }>('SELECT count() AS n FROM commits FINAL');
    const verdicts = await Promise.all(Array.from({ length: 200 }, (_, n) => writer.write(origin, [call(String(n))])));
    expect(verdicts.flat()).toEqual(Array.from({ length: 200 }, () => 'accepted'));
    expect(await stored('c')).toHaveLength(200);
    const after = await store.select<{ n: string }>('SELECT count() AS n FROM commits FINAL');
    expect(Number(after[0]?.n) - Number(before[0]?.n)).toBeLessThan(20);
  });

  it('counts once what two writers let in at the same time', async () => {
    const origin = { ...CRM, source: 'd' };
    const second = open();
    const one = call('same');
    const other = event({
      id: 'same',
      type: 'call.logged',
      occurred_at: '2026-02-05T10:00:00Z',
      direction: 'inbound',
      outcome: 'busy',
    });
    // Each batch is big enough to be under way while the other begins.
    const filler = (prefix: string) => Array.from({ length: 2000 }, (_, n) => call(`${prefix}${n}`));
    const [first, later] = await Promise.all([
      writer.write(origin, [one, ...filler('x')]),
      second.write(origin, [other, ...filler('y')]),
    ]);
    expect([first[0], later[0]]).toEqual(['accepted', 'accepted']);
    await Promise.all([writer.settle(), second.settle()]);
    expect((await stored('d')).filter(({ id }) => id === 'same')).toHaveLength(1);
    await second.close();
  });

  it('stores once what it sends again because the answer was lost', async () => {
    const origin = { ...CRM, source: 'lost' };
    let lost = 0;
    const client = Object.create(store.writer, {
      exec: {
        value: async (asked: Parameters<ClickHouseClient['exec']>[0]) => {
          const answer = await store.writer.exec(asked);
          if (!asked.query.startsWith('INSERT')) return answer;
          const { stream } = answer;
          stream.resume();
          await finished(stream);
          if (lost++ < 2) throw new Error('socket hang up');
          return { stream: Readable.from([]) };
        },
      },
    }) as ClickHouseClient;
    const unlucky = open(client);
    const months = [1, 2, 3].map((month) =>
      event({ ...CALL, id: `m${month}`, occurred_at: `2025-0${month}-05T10:00:00Z`, outcome: 'busy' }),
    );
    expect(await unlucky.write(origin, months)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(lost).toBe(3);
    expect(await store.select(`SELECT id FROM events WHERE source = 'lost' ORDER BY id`)).toHaveLength(3);
    await unlucky.close();
  });

  it('stores a batch that spans more than a hundred months, and derives state from it', async () => {
    const origin = { ...CRM, source: 'months' };
    const months = Array.from({ length: 110 }, (_, month) => {
      const occurred_at = `${2001 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-05T10:00:00Z`;
      return event({ id: `o${month}`, type: 'opportunity.created', occurred_at, opportunity: 'long' });
    });
    expect(new Set(await writer.write(origin, months))).toEqual(new Set(['accepted']));
    expect(await store.select(`SELECT id FROM events WHERE source = 'months'`)).toHaveLength(110);
    // Retractions write again, with a mark, what they take back.
    const retractions = months.map(({ id, occurred_at }) =>
      event({ id: `r${id}`, type: 'event.retracted', occurred_at: new Date(occurred_at).toISOString(), target: id }),
    );
    await writer.write(origin, retractions.slice(1));
    await writer.settle();
    expect(
      await store.select(`SELECT id FROM events FINAL WHERE source = 'months' AND void = 0 AND opportunity = 'long'`),
    ).toEqual([{ id: 'o0' }]);
  });

  it('checks events against what is stored, and stores none', async () => {
    const origin = { ...CRM, source: 'checked' };
    await writer.write(origin, [call('1'), call('2')]);
    const sent = [call('1'), call('2', 'busy'), call('3'), call('3', 'busy')];
    const expected = ['duplicate', 'id_reused', 'accepted', 'accepted'];
    expect(await writer.check(origin, sent)).toEqual(expected);
    await writer.settle();
    expect(await writer.check(origin, sent)).toEqual(expected);
    expect((await stored('checked')).map(({ id }) => id)).toEqual(['1', '2']);
    const digests = [Buffer.alloc(8, 1), Buffer.alloc(8, 2)];
    await writer.write(origin, [call('4')], { digests });
    expect(await writer.check(origin, [call('4'), call('4')], { digests })).toEqual(['duplicate', 'id_reused']);
  });

  it('writes nothing where all is known', async () => {
    const origin = { ...CRM, source: 'known' };
    await writer.write(origin, [call('1'), call('2')]);
    const commits = () => store.select('SELECT uniqExact(commit) FROM commits');
    await writer.settle();
    const before = await commits();
    expect(await writer.write(origin, [call('1'), call('2', 'busy')])).toEqual(['duplicate', 'id_reused']);
    await writer.settle();
    expect(await commits()).toEqual(before);
  });

  describe('an event that the store refuses', () => {
    beforeAll(() => store.writer.command({ query: `ALTER TABLE events ADD CONSTRAINT sound CHECK id != 'poison'` }));
    afterAll(() => store.writer.command({ query: 'ALTER TABLE events DROP CONSTRAINT sound' }));
    beforeEach(() => failures.splice(0));

    it('is found among those beside it, which are stored, also those of other sources', async () => {
      const [poisoned, innocent] = [
        { ...CRM, source: 'poisoned' },
        { ...CRM, source: 'innocent' },
      ];
      const ids = Array.from({ length: 300 }, (_, n) => (n === 123 ? 'poison' : `p${n}`));
      const [first, later] = await Promise.all([
        writer.write(
          poisoned,
          ids.map((id) => call(id)),
        ),
        writer.write(innocent, [call('1'), call('2')]),
      ]);
      expect(later).toEqual(['accepted', 'accepted']);
      expect(
        first.map((verdict, index) => [ids[index], verdict]).filter(([, verdict]) => verdict !== 'accepted'),
      ).toEqual([['poison', 'not_storable']]);
      expect(await stored('poisoned')).toHaveLength(299);
      expect(await stored('innocent')).toHaveLength(2);
      expect(failures.splice(0)).toEqual([
        {
          problem: 'event_refused',
          code: '469',
          message: expect.stringContaining('sound') as string,
          event: { source: 'poisoned', id: 'poison' },
        },
      ]);
      await writer.settle();
      expect(await store.select(`SELECT commit FROM commits FINAL WHERE done = 0`)).toEqual([]);
    });

    it('is answered alone, and at once', async () => {
      const began = performance.now();
      expect(await writer.write({ ...CRM, source: 'alone' }, [call('poison')])).toEqual(['not_storable']);
      expect(performance.now() - began).toBeLessThan(5_000);
      failures.splice(0);
    });
  });

  it('says at once that the store refuses every event', async () => {
    const database = await store.openDatabase('without_tables');
    const dropped = open(database);
    const began = performance.now();
    await expect(dropped.write(CRM, [call('1')])).rejects.toMatchObject({ code: 'store_refused' });
    expect(performance.now() - began).toBeLessThan(5_000);
    await dropped.close();
    await database.close();
    failures.splice(0);
  });

  it('takes an empty list', async () => {
    expect(await writer.write(CRM, [])).toEqual([]);
  });

  it('refuses after it was closed, and has stored what was queued', async () => {
    const origin = { ...CRM, source: 'e' };
    const closing = open();
    const written = closing.write(origin, [call('1')]);
    await closing.close();
    expect(await written).toEqual(['accepted']);
    await expect(closing.write(origin, [call('2')])).rejects.toMatchObject({ code: 'store_unavailable' });
  });
});
