import fc from 'fast-check';
import { event, openMigratedStore, type MigratedStore } from '../testing/migrated-store';
import { DATA_COLUMNS, STORED_COLUMNS } from '../schema/column-types';
import { encodeEvent, identify, idHashSql, scaleDecimal } from './encode-event';
import { RowBinaryWriter } from './row-binary';

const AT = '2026-03-01T10:20:30.456Z';

describe('encoding of events', () => {
  let store: MigratedStore;
  beforeAll(async () => {
    store = await openMigratedStore();
  });
  afterAll(async () => store.remove());

  /** Writes the events as rows of `events` and reads the asked columns back, in the order of the ids. */
  async function roundTrip(bodies: Record<string, unknown>[], columns: string): Promise<Record<string, unknown>[]> {
    const rows = new RowBinaryWriter(16);
    for (const body of bodies) {
      const parsed = event(body);
      const identity = identify('crm', parsed);
      encodeEvent(rows, parsed, {
        source: 'crm',
        namespace: 'crm',
        receivedAt: 1_700_000_000_123,
        commit: 7n,
        identity,
      });
    }
    await store.writer.command({ query: 'TRUNCATE TABLE events' });
    const { stream } = await store.writer.exec({
      query: `INSERT INTO events (${STORED_COLUMNS.map(({ name }) => name).join(', ')}) FORMAT RowBinary`,
      values: (await import('node:stream')).Readable.from([rows.bytes()], { objectMode: false }),
    });
    stream.resume();
    await new Promise((resolve) => stream.on('end', resolve));
    return store.select(`SELECT ${columns} FROM events ORDER BY toUInt64OrZero(id), id`);
  }

  it('keeps every kind of field exactly', async () => {
    const bodies = [
      {
        id: '1',
        type: 'opportunity.created',
        occurred_at: AT,
        opportunity: 'o',
        amount: '-1234567890123456.78',
        expected_close: '2148-12-31',
        tags: ['a', 'b'],
        rep: null,
        team: 'T',
      },
      {
        id: '2',
        type: 'target.set',
        occurred_at: AT,
        metric: 'nps',
        period_start: '1970-01-01',
        period_end: '2026-04-01',
        value: '0.000001',
      },
      {
        id: '3',
        type: 'order.placed',
        occurred_at: AT,
        order: 'x',
        account: 'A',
        items: [
          { product: 'p', quantity: 1.5, amount: '2.5' },
          { product: 'q', quantity: 0, amount: 3 },
        ],
      },
      { id: '4', type: 'email.opened', occurred_at: AT, message: 'm', machine: true },
      { id: '5', type: 'meeting.scheduled', occurred_at: AT, meeting: 'g', starts_at: '1999-12-31T23:59:59.999-01:00' },
      { id: '6', type: 'survey.answered', occurred_at: AT, survey: 'nps', score: 0, comment: 'x'.repeat(16_384) },
      { id: '7', type: 'usage.recorded', occurred_at: AT, account: 'A', quantity: 0.1 },
    ];
    const columns =
      'id, toString(amount) AS amount, toString(expected_close) AS expected_close, tags, rep, team, cleared, toString(value) AS value, toString(period_start) AS period_start, items_product, items_quantity, arrayMap(x -> toString(x), items_amount) AS items_amount, machine, toString(starts_at) AS starts_at, score, length(comment) AS comment_length, quantity, toString(occurred_at) AS occurred_at, toString(received_at) AS received_at';
    const [opportunity, target, order, opened, meeting, answer, usage] = await roundTrip(bodies, columns);
    expect(opportunity).toMatchObject({
      amount: '-1234567890123456.78',
      expected_close: '2148-12-31',
      tags: ['a', 'b'],
      rep: '',
      team: 'T',
      cleared: ['rep'],
      occurred_at: '2026-03-01 10:20:30.456',
      received_at: '2023-11-14 22:13:20.123',
      machine: 0,
      score: null,
    });
    expect(target).toMatchObject({ value: '0.000001', period_start: '1970-01-01', amount: null });
    expect(order).toMatchObject({ items_product: ['p', 'q'], items_quantity: [1.5, 0], items_amount: ['2.5', '3'] });
    expect(opened).toMatchObject({ machine: 1 });
    expect(meeting).toMatchObject({ starts_at: '2000-01-01 00:59:59.999' });
    expect(answer).toMatchObject({ score: 0, comment_length: 16_384 });
    expect(usage).toMatchObject({ quantity: 0.1 });
  });

  it('keeps any text, whatever it looks like', async () => {
    const texts = [
      "Robert'); DROP TABLE events;--",
      '\0',
      '\n\n',
      '\\N',
      'é'.repeat(42),
      '한국어'.repeat(20),
      '😀'.repeat(20),
      ...[42, 43, 50, 90].map((length) => '한'.repeat(length)),
      '\t"{}',
    ];
    const found = await roundTrip(
      texts.map((rep, index) => ({
        id: String(index),
        type: 'time.logged',
        occurred_at: AT,
        rep,
        activity: 'selling',
        minutes: 1,
      })),
      'rep',
    );
    expect(found.map(({ rep }) => rep)).toEqual(texts);
  });

  it('reads back as written for arbitrary strings', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
    const bodies = fc.sample(text, { numRuns: 500, seed: 5 }).map((rep, index) => ({
      id: String(index),
      type: 'time.logged',
      occurred_at: AT,
      rep,
      activity: 'selling',
      minutes: index / 7,
    }));
    const found = await roundTrip(bodies, 'rep, minutes');
    expect(found).toEqual(bodies.map(({ rep, minutes }) => ({ rep, minutes })));
  });

  it('hashes an id as ClickHouse does', async () => {
    const [row] = await roundTrip(
      [{ id: "o'é", type: 'call.logged', occurred_at: AT, direction: 'inbound', outcome: 'busy' }],
      `id_hash = ${idHashSql('id')} AS same`,
    );
    expect(row).toEqual({ same: 1 });
  });

  it('distinguishes bodies, not the order of their fields', () => {
    const call = { id: 'x', type: 'call.logged', occurred_at: AT, direction: 'inbound', outcome: 'busy' };
    const reordered = Object.fromEntries(Object.entries(call).reverse());
    const hashOf = (body: Record<string, unknown>) => identify('crm', event(body)).bodyHash.toString('hex');
    expect(hashOf(reordered)).toBe(hashOf(call));
    expect(hashOf({ ...call, occurred_at: '2026-03-01T11:20:30.456+01:00' })).toBe(hashOf(call));
    expect(hashOf({ ...call, outcome: 'failed' })).not.toBe(hashOf(call));
  });

  it.each([
    ['12.5', 2, 1250n],
    ['-0.05', 2, -5n],
    ['0', 2, 0n],
    ['9999999999999999.99', 2, 999999999999999999n],
  ])('scales %s', (decimal, digits, scaled) => expect(scaleDecimal(decimal, digits)).toBe(scaled));

  it('has a column for everything that is written', () => {
    const names = DATA_COLUMNS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
