import { openHistoryStore, said, type HistoryStore } from '../testing/histories';

const CREATIONS = `SELECT toDayOfMonth(created_at) AS created, account, lead, rep, toDayOfMonth(closed_at) AS closed
FROM opportunity_creations FINAL WHERE effective = 1 AND namespace = {namespace:String}`;
const CLOSES = `SELECT toDayOfMonth(closed_at) AS closed, is_won, rep, toFloat64(amount) AS amount
FROM opportunity_closes FINAL WHERE effective = 1 AND namespace = {namespace:String}`;
const HISTORY = `SELECT toDayOfMonth(valid_from) AS from, toDayOfMonth(valid_to) AS to, is_open, stage, account, lead,
  toDayOfMonth(expected_close) AS expected
FROM (
  SELECT valid_from, toNullable(valid_to) AS valid_to, is_open, stage, account, lead, expected_close
  FROM opportunity_history FINAL WHERE effective = 1 AND namespace = {namespace:String}
  UNION ALL
  SELECT valid_from, NULL, is_open, stage, account, lead, expected_close
  FROM opportunities FINAL WHERE namespace = {namespace:String}
) ORDER BY valid_from`;

const deal = { opportunity: 'o' };

describe('opportunities', () => {
  let store: HistoryStore;
  beforeAll(async () => {
    store = await openHistoryStore();
  });
  afterAll(async () => store.remove());

  it('are created with the account and the lead that are known then', async () => {
    const rows = await store.stateOf(
      [
        said('opportunity.changed', 1, { ...deal, lead: 'l', rep: 'Ada' }),
        said('opportunity.created', 2, { ...deal, account: 'Acme' }),
        said('opportunity.changed', 3, { ...deal, account: 'Beta', lead: null, rep: 'Ben' }),
        said('opportunity.won', 4, deal),
      ],
      CREATIONS,
    );
    expect(rows).toEqual([{ created: 2, account: 'Acme', lead: 'l', rep: 'Ada', closed: 4 }]);
  });

  it('are created by their earliest event where nothing else says so', async () => {
    const closed = [said('opportunity.lost', 5, { ...deal, account: 'Acme' })];
    expect(await store.stateOf(closed, CREATIONS)).toMatchObject([{ created: 5, account: 'Acme', closed: 5 }]);
    expect(await store.stateOf(closed, CLOSES)).toMatchObject([{ closed: 5, is_won: 0 }]);
  });

  it('count at their latest close, unless they are open again', async () => {
    const twice = [
      said('opportunity.created', 2, { ...deal, rep: 'Ada', amount: 100 }),
      said('opportunity.lost', 3, { ...deal, amount: 0 }),
      said('opportunity.reopened', 4, deal),
      said('opportunity.won', 6, { ...deal, rep: 'Ben' }),
    ];
    expect(await store.stateOf(twice, CLOSES)).toEqual([{ closed: 6, is_won: 1, rep: 'Ben', amount: 100 }]);
    const open = [...twice, said('event.retracted', 7, { target: 'e3' })];
    expect(await store.stateOf(open, CLOSES)).toEqual([]);
  });

  it('keep what is entered after they were closed', async () => {
    const entered = { ...deal, amount: 500, rep: 'Ada', account: 'Acme', expected_close: '2026-01-20' };
    const late = [said('opportunity.won', 2, deal), said('opportunity.created', 5, entered)];
    const closes = await store.stateOf(late, CLOSES);
    expect(closes).toEqual([{ closed: 2, is_won: 1, rep: 'Ada', amount: 500 }]);
    expect(await store.stateOf(late, CREATIONS)).toMatchObject([{ created: 2, account: 'Acme', rep: 'Ada' }]);
    const stated = [said('opportunity.won', 2, { ...deal, rep: 'Ben', amount: 400 }), late[1] ?? late[0]];
    expect(await store.stateOf(stated as typeof late, CLOSES)).toMatchObject([{ rep: 'Ben', amount: 400 }]);
  });

  it('have the reason of their own loss, and none of an earlier one', async () => {
    const reasons = `SELECT loss_reason FROM opportunity_closes FINAL
WHERE effective = 1 AND is_won = 0 AND namespace = {namespace:String}`;
    const lost = [
      said('opportunity.created', 1, deal),
      said('opportunity.lost', 2, { ...deal, loss_reason: 'price' }),
      said('opportunity.changed', 3, { ...deal, rep: 'Ben' }),
      said('opportunity.lost', 4, deal),
    ];
    expect(await store.stateOf(lost, reasons)).toEqual([{ loss_reason: 'price' }]);
    const again = [...lost, said('opportunity.reopened', 5, deal), said('opportunity.lost', 6, deal)];
    expect(await store.stateOf(again, reasons)).toEqual([{ loss_reason: '' }]);
  });

  const onOneDay = (...types: readonly string[]) =>
    types.map((type, index) => said(`opportunity.${type}`, 5, { ...deal, rep: `${type} ${index}` }));

  it('are closed, reopened and closed again at one instant where they were open before', async () => {
    const open = said('opportunity.created', 1, deal);
    const isOpen = 'SELECT is_open, rep FROM opportunities FINAL WHERE namespace = {namespace:String}';
    const again = [open, ...onOneDay('lost', 'reopened', 'won')];
    expect(await store.stateOf(again, CLOSES)).toEqual([{ closed: 5, is_won: 1, rep: 'won 2', amount: null }]);
    const reopened = [open, ...onOneDay('reopened', 'lost')];
    expect(await store.stateOf(reopened, isOpen)).toEqual([{ is_open: 1, rep: 'reopened 0' }]);
  });

  it('are reopened first at one instant where they were closed before', async () => {
    const lost = [said('opportunity.created', 1, deal), said('opportunity.lost', 3, deal)];
    const won = [...lost, ...onOneDay('won', 'reopened')];
    expect(await store.stateOf(won, CLOSES)).toMatchObject([{ closed: 5, is_won: 1, rep: 'won 0' }]);
  });

  it('are closed by the last of two closes of one instant, by their sequence', async () => {
    const close = (type: string, sequence: number) => said(`opportunity.${type}`, 5, { ...deal, sequence });
    const lostLast = [close('lost', 2), close('won', 1.5)];
    expect(await store.stateOf(lostLast, CLOSES)).toMatchObject([{ closed: 5, is_won: 0 }]);
    const wonLast = [close('won', 10), close('lost', 9)];
    expect(await store.stateOf(wonLast, CLOSES)).toMatchObject([{ closed: 5, is_won: 1 }]);
    // What states no sequence comes last.
    const unsaid = [said('opportunity.won', 5, deal), close('lost', 1)];
    expect(await store.stateOf(unsaid, CLOSES)).toMatchObject([{ closed: 5, is_won: 1 }]);
  });

  it('carry expected close, account and lead through their history', async () => {
    const rows = await store.stateOf(
      [
        said('opportunity.created', 2, { ...deal, stage: 'Talk', account: 'Acme', expected_close: '2026-01-20' }),
        said('opportunity.changed', 4, { ...deal, stage: 'Offer', lead: 'l' }),
        said('opportunity.changed', 6, { ...deal, account: null, expected_close: '2026-01-25' }),
        said('opportunity.lost', 8, deal),
      ],
      HISTORY,
    );
    expect(rows).toEqual([
      { from: 2, to: 4, is_open: 1, stage: 'Talk', account: 'Acme', lead: '', expected: 20 },
      { from: 4, to: 6, is_open: 1, stage: 'Offer', account: 'Acme', lead: 'l', expected: 20 },
      { from: 6, to: 8, is_open: 1, stage: 'Offer', account: '', lead: 'l', expected: 25 },
      { from: 8, to: null, is_open: 0, stage: 'Offer', account: '', lead: 'l', expected: 25 },
    ]);
  });
});
