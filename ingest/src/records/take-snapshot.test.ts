import { openRecordsHub } from './testing/records-hub';

type RecordsHub = Awaited<ReturnType<typeof openRecordsHub>>;

const YEAR = ['2025-01-01', '2026-01-01'] as const;

describe('snapshots of opportunities', () => {
  let hub: RecordsHub;
  beforeAll(async () => {
    hub = await openRecordsHub();
  });
  afterEach(() => hub.clear());
  afterAll(() => hub.remove());

  const deal = (id: string, more: Record<string, unknown> = {}) => ({
    ...{ id, created_at: '2025-03-03', closed_at: null, status: 'open', rep: 'Ada Lindqvist', amount: '10000' },
    ...more,
  });

  it('follow what changes from day to day, and say nothing twice', async () => {
    const monday = [deal('Q-1'), deal('Q-2', { created_at: '2025-03-04', amount: '5000' })];
    const won = deal('Q-1', { status: 'won', closed_at: '2025-03-20', amount: '12000' });
    const tuesday = [won, deal('Q-2', { created_at: '2025-03-04', amount: '5000', rep: 'Greta Vogel' })];
    expect(await hub.snapshot('opportunity', '2025-03-10T00:00:00Z', monday)).toMatchObject({ received: 2, new: 2 });
    const report = await hub.snapshot('opportunity', '2025-03-21T00:00:00Z', tuesday);
    expect(report).toMatchObject({ received: 2, new: 0, changed: 2, unchanged: 0, refused: 0, errors: [] });
    expect(await hub.values('open_opportunities', '2025-03-01', '2025-04-01', 'rep')).toEqual({ 'Greta Vogel': 1 });
    expect(await hub.values('won_value', '2025-03-01', '2025-04-01', 'rep')).toEqual({ 'Ada Lindqvist': 12000 });
    const again = await hub.snapshot('opportunity', '2025-03-21T00:00:00Z', tuesday);
    expect(again).toMatchObject({ received: 2, changed: 0, unchanged: 2, events: 0 });
  });

  it('take out what is deleted, gone or merged, and let it come back', async () => {
    const won = (id: string, more = {}) => deal(id, { status: 'won', closed_at: '2025-03-20', amount: '100', ...more });
    const all = Array.from({ length: 40 }, (_, index) => won(`X-${index}`));
    await hub.snapshot('opportunity', '2025-04-01T00:00:00Z', all);
    const marked = [won('X-0', { deleted: true }), won('X-1', { merged_into: 'X-2' })];
    expect(await hub.snapshot('opportunity', '2025-04-02T00:00:00Z', marked)).toMatchObject({ deleted: 2, changed: 0 });
    expect(await hub.values('won_value', ...YEAR)).toEqual({ '': 3800 });

    const complete = { complete: true };
    const rest = all.slice(2, 39);
    expect(await hub.snapshot('opportunity', '2025-04-03T00:00:00Z', rest, complete)).toMatchObject({
      ...{ received: 37, unchanged: 37, deleted: 1 },
    });
    expect(await hub.values('won_value', ...YEAR)).toEqual({ '': 3700 });
    const filtered = hub.snapshot('opportunity', '2025-04-04T00:00:00Z', rest.slice(0, 5), complete);
    await expect(filtered).rejects.toMatchObject({ code: 'too_many_deletions' });
    expect(await hub.values('won_value', ...YEAR)).toEqual({ '': 3700 });

    // A record with a refused row is not gone, and the one that was gone is back.
    const back = [...rest.slice(1), deal('X-2', { status: 'unheard of' }), won('X-39')];
    expect(await hub.snapshot('opportunity', '2025-04-05T00:00:00Z', back, complete)).toMatchObject({
      ...{ received: 38, unchanged: 36, changed: 1, refused: 1, deleted: 0 },
      errors: [{ place: 36, id: 'X-2', code: 'invalid_value', path: 'status' }],
    });
    expect(await hub.values('won_value', ...YEAR)).toEqual({ '': 3800 });
  });

  it('meet the messages of the same tool', async () => {
    await hub.send([
      { id: 'h1', type: 'opportunity.created', occurred_at: '2025-03-03T09:00:00Z', opportunity: 'Q-1', amount: 5 },
      { id: 'h2', type: 'opportunity.won', occurred_at: '2025-03-08T09:00:00Z', opportunity: 'Q-1', amount: 6 },
    ]);
    const won = deal('Q-1', { status: 'won', closed_at: '2025-03-08', amount: '6', rep: 'Ada' });
    expect(await hub.snapshot('opportunity', '2025-03-10T00:00:00Z', [won])).toMatchObject({ changed: 1, events: 1 });
    // The amount is corrected: the message is taken back under its own source.
    const corrected = { ...won, amount: '7' };
    const second = await hub.snapshot('opportunity', '2025-03-11T00:00:00Z', [corrected]);
    expect(second).toMatchObject({ changed: 1, events: 2 });
    expect(await hub.values('won_value', ...YEAR)).toEqual({ '': 7 });
    await hub.undo(second.import);
    expect(await hub.values('won_value', ...YEAR)).toEqual({ '': 6 });
    expect(await hub.snapshot('opportunity', '2025-03-11T00:00:00Z', [corrected])).toMatchObject({ changed: 1 });
    expect(await hub.values('won_value', ...YEAR)).toEqual({ '': 7 });
  });

  it('refuse what is older, what stands twice with other content, and what no plan allows', async () => {
    const twice = [deal('Q-1'), deal('Q-2'), deal('Q-2'), deal('Q-1', { amount: '1' })];
    expect(await hub.snapshot('opportunity', '2025-03-10T00:00:00Z', twice)).toMatchObject({
      ...{ received: 4, new: 1, unchanged: 1, refused: 2 },
      errors: [
        { place: 0, code: 'duplicate_id' },
        { place: 3, code: 'duplicate_id' },
      ],
    });
    const older = hub.snapshot('opportunity', '2025-03-09T00:00:00Z', [deal('Q-1')]);
    await expect(older).rejects.toMatchObject({ code: 'older_snapshot' });
    const old = deal('Q-3', { created_at: '1999-12-31' });
    expect(await hub.snapshot('opportunity', '2025-03-11T00:00:00Z', [old])).toMatchObject({
      refused: 1,
      errors: [{ code: 'too_early', message: 'A date of the record is before the year 2000.' }],
    });
  });

  it('correct back and forth', async () => {
    const created = (date: string) => [deal('Q-1', { created_at: date })];
    const opened = () => hub.values('new_opportunities', '2025-03-04', '2025-03-05');
    await hub.snapshot('opportunity', '2025-03-10T00:00:00Z', created('2025-03-03'));
    for (const [day, date, count] of [
      ['11', '2025-03-04', 1],
      ['12', '2025-03-03', 0],
      ['13', '2025-03-04', 1],
      ['14', '2025-03-03', 0],
    ] as const) {
      const report = await hub.snapshot('opportunity', `2025-03-${day}T00:00:00Z`, created(date));
      expect(report).toMatchObject({ changed: 1, events: 2 });
      expect(await opened()).toEqual({ '': count });
    }
  });
});

describe('snapshots of other kinds', () => {
  let hub: RecordsHub;
  beforeAll(async () => {
    hub = await openRecordsHub();
  });
  afterAll(() => hub.remove());

  it('leads, tickets, subscriptions and accounts', async () => {
    const taken = async (kind: Parameters<RecordsHub['snapshot']>[0], asOf: string, record: object) => {
      const { new: added, changed, errors } = await hub.snapshot(kind, asOf, [record]);
      expect(errors).toEqual([]);
      return { added, changed };
    };
    const lead = { id: 'l', created_at: '2025-03-01', contact: 'ada@example.com', rep: 'Ada' };
    expect(await taken('lead', '2025-04-01T00:00:00Z', lead)).toEqual({ added: 1, changed: 0 });
    expect(await taken('lead', '2025-04-02T00:00:00Z', lead)).toEqual({ added: 0, changed: 0 });
    const qualified = { ...lead, status: 'qualified', closed_at: '2025-03-05', rep: 'Ben' };
    expect(await taken('lead', '2025-04-03T00:00:00Z', qualified)).toEqual({ added: 0, changed: 1 });
    expect(await hub.values('new_leads', ...YEAR, 'rep')).toEqual({ Ben: 1 });

    const subscription = { id: 's', created_at: '2025-03-01', account: 'Acme', mrr: 100, status: 'active' };
    expect(await taken('subscription', '2025-04-01T00:00:00Z', subscription)).toEqual({ added: 1, changed: 0 });
    expect(await taken('subscription', '2025-04-02T00:00:00Z', { id: 's', mrr: '150' })).toEqual({
      added: 0,
      changed: 1,
    });
    expect(await hub.values('mrr', '2025-04-01', '2025-05-01')).toEqual({ '': 150 });
    expect(await hub.values('mrr', '2025-03-01', '2025-04-01')).toEqual({ '': 100 });

    const ticket = { id: 't', created_at: '2025-03-01T09:00:00Z', first_replied_at: '2025-03-01T10:00:00Z' };
    expect(await taken('ticket', '2025-04-01T00:00:00Z', ticket)).toEqual({ added: 1, changed: 0 });
    const resolved = { ...ticket, status: 'resolved', closed_at: '2025-03-02T09:00:00Z' };
    expect(await taken('ticket', '2025-04-02T00:00:00Z', resolved)).toEqual({ added: 0, changed: 1 });

    const account = { id: 'Acme', rep: 'Ada', created_at: '2025-03-01' };
    expect(await taken('account', '2025-04-01T00:00:00Z', account)).toEqual({ added: 1, changed: 0 });
    expect(await taken('account', '2025-04-02T00:00:00Z', { ...account, rep: 'Ben' })).toEqual({
      added: 0,
      changed: 1,
    });
    expect(await taken('account', '2025-04-03T00:00:00Z', { ...account, rep: 'Ben' })).toEqual({
      added: 0,
      changed: 0,
    });
  });
});
