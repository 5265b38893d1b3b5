import { event, openMigratedStore, type MigratedStore } from '../testing/migrated-store';
import { openWriter, type StoreWriter } from '../open-writer';
import { listRecordIds, readStoredRecords } from '../records/known-records';
import { openImportLog, type Import } from './import-log';
import { undoImport } from './undo-import';

const at = (day: number) => `2026-01-${String(day).padStart(2, '0')}T00:00:00Z`;
const say = (id: string, type: string, day: number, fields: Record<string, unknown>) =>
  event({ id, type, occurred_at: at(day), ...fields });

describe('imports', () => {
  let store: MigratedStore;
  let writer: StoreWriter;
  const problems: unknown[] = [];
  beforeAll(async () => {
    store = await openMigratedStore();
    writer = openWriter({ client: store.writer, onProblem: (problem) => problems.push(problem) });
  });
  afterAll(async () => {
    await writer.close();
    await store.remove();
    expect(problems).toEqual([]);
  });

  const write = async (events: ReturnType<typeof event>[], importId?: string) => {
    const origin = { source: 'crm', namespace: 'crm', ...(importId !== undefined && { importId }) };
    const verdicts = await writer.write(origin, events);
    await writer.settle();
    return verdicts;
  };
  const won = () =>
    store.select('SELECT opportunity, toFloat64(amount) AS amount FROM opportunity_closes FINAL WHERE effective = 1');

  it('are taken back with all that they changed, and can be made again', async () => {
    const deal = { opportunity: 'd' };
    await write([say('c', 'opportunity.created', 1, { ...deal, amount: 5 }), say('w', 'opportunity.won', 3, deal)]);
    const correction = [
      say('r', 'event.retracted', 9, { target: 'w' }),
      say('w2', 'opportunity.won', 4, { ...deal, amount: 7 }),
      say('n', 'opportunity.won', 4, { opportunity: 'e', amount: 9 }),
    ];
    await write(correction, 'one');
    expect(await won()).toEqual(
      expect.arrayContaining([
        { opportunity: 'd', amount: 7 },
        { opportunity: 'e', amount: 9 },
      ]),
    );
    expect(await undoImport(store.writer, 'saleshub', 'one')).toBe(3);
    expect(await won()).toEqual([{ opportunity: 'd', amount: 5 }]);
    expect(await write(correction, 'two')).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await won()).toHaveLength(2);
    expect(await undoImport(store.writer, 'saleshub', 'one')).toBe(0);
  });

  it('know the records that are stored, whoever sent their events', async () => {
    await write([
      say('k1', 'opportunity.created', 1, { opportunity: 'k', amount: '10.50', rep: 'Ada' }),
      say('k2', 'opportunity.changed', 2, { opportunity: 'k', amount: null, rep: null, stage: 'Talk' }),
      say('k3', 'opportunity.created', 1, { opportunity: 'gone' }),
      say('k4', 'record.deleted', 2, { kind: 'opportunity', record: 'gone' }),
      say('k5', 'opportunity.lost', 3, { opportunity: 'k', loss_reason: 'price' }),
      say('k6', 'event.retracted', 3, { target: 'k5' }),
    ]);
    const scope = { kind: 'opportunity' as const, namespace: 'crm' };
    const stored = await readStoredRecords(store.writer, scope, ["it's", 'k', 'gone']);
    const event = (id: string, type: string, day: number, values: object) => ({
      ...{ id, source: 'crm', type, at: Date.parse(at(day)) },
      values,
    });
    expect([...stored.keys()].sort()).toEqual(['gone', 'k']);
    expect(stored.get('k')?.events).toEqual([
      event('k1', 'opportunity.created', 1, { amount: '10.5', rep: 'Ada' }),
      event('k2', 'opportunity.changed', 2, { amount: null, rep: null, stage: 'Talk' }),
    ]);
    expect([...(stored.get('k')?.ids ?? [])].sort()).toEqual(['k1', 'k2', 'k5']);
    const ids = [];
    for await (const some of listRecordIds(store.writer, { ...scope, asOf: Date.parse(at(28)) })) ids.push(...some);
    expect(ids).toContain('k');
    expect(ids).not.toContain('gone');
  });

  it('are listed with what came of them, the newest first', async () => {
    const log = openImportLog(store.writer);
    const first: Import = {
      ...{ id: 'i1', source: 'crm', namespace: 'crm', kind: 'opportunity', state: 'running', asOf: 5, complete: true },
      ...{ file: 'day1.csv', fileHash: 'ab', mappingHash: 'cd', author: 'ada', beganAt: 1000, endedAt: null },
      ...{ firstOccurredAt: null, lastOccurredAt: null, counts: {} },
    };
    await log.note(first);
    await log.note({ ...first, id: 'i2', kind: '', asOf: null, beganAt: 2000 });
    const done: Import = {
      ...first,
      state: 'done',
      endedAt: 1500,
      firstOccurredAt: 1,
      lastOccurredAt: 9,
      counts: { new: 3 },
    };
    await log.note(done);
    expect((await log.list({ source: 'crm' }, 10)).map(({ id }) => id)).toEqual(['i2', 'i1']);
    expect(await log.list({ kind: 'opportunity' }, 10)).toEqual([done]);
    expect(await log.list({ id: 'i3' }, 10)).toEqual([]);
  });
});
