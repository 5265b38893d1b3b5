import { openHistoryStore, said, type HistoryStore } from '../testing/histories';

const OPEN = `SELECT opportunity, stage, toFloat64(amount) AS amount FROM open_opportunities FINAL
WHERE is_open = 1 AND namespace = {namespace:String} ORDER BY opportunity`;
const WON = `SELECT opportunity, toDayOfMonth(created_at) AS created, toDayOfMonth(closed_at) AS closed, rep
FROM opportunity_closes FINAL WHERE effective = 1 AND is_won = 1 AND namespace = {namespace:String} ORDER BY opportunity`;
const LEADS = `SELECT lead, toDayOfMonth(created_at) AS created, toDayOfMonth(qualified_at) AS qualified
FROM leads FINAL WHERE effective = 1 AND namespace = {namespace:String} ORDER BY lead`;

const deletion = (record: string, day: number, kind = 'opportunity') =>
  said('record.deleted', day, { kind, record }, 'b');
const merge = (record: string, into: string, day: number, kind = 'opportunity') =>
  said('record.merged', day, { kind, record, into }, 'b');
const retraction = (target: string, source: string) => said('event.retracted', 20, { target }, source);

describe('records that are deleted or merged in their source', () => {
  let store: HistoryStore;
  beforeAll(async () => {
    store = await openHistoryStore();
  });
  afterAll(async () => store.remove());

  const won = [
    said('opportunity.created', 2, { opportunity: 'o', rep: 'Ada' }),
    said('opportunity.won', 4, { opportunity: 'o' }),
    said('opportunity.created', 3, { opportunity: 'p', stage: 'Talk', amount: 10 }),
  ];

  it('count nowhere from their beginning, and again when the deletion is retracted', async () => {
    const deleted = [...won, deletion('o', 9), said('opportunity.changed', 11, { opportunity: 'o', rep: 'Ben' })];
    expect(await store.stateOf(won, WON)).toEqual([{ opportunity: 'o', created: 2, closed: 4, rep: 'Ada' }]);
    expect(await store.stateOf(deleted, WON)).toEqual([]);
    expect(await store.stateOf([...won, deletion('p', 9)], OPEN)).toEqual([]);
    expect(await store.stateOf([...deleted, retraction('e3', 'b')], WON)).toHaveLength(1);
  });

  it('give their events to the record that they were merged into', async () => {
    const merged = [...won, merge('o', 'p', 9)];
    expect(await store.stateOf(merged, WON)).toEqual([{ opportunity: 'p', created: 2, closed: 4, rep: 'Ada' }]);
    const apart = [...merged, retraction('e3', 'b')];
    expect(await store.stateOf(apart, WON)).toEqual([{ opportunity: 'o', created: 2, closed: 4, rep: 'Ada' }]);
    expect(await store.stateOf(apart, OPEN)).toEqual([{ opportunity: 'p', stage: 'Talk', amount: 10 }]);
  });

  it('are followed over several merges, also where the loser is deleted', async () => {
    const chain = [...won, merge('o', 'p', 9), merge('p', 'q', 10), deletion('o', 9)];
    expect(await store.stateOf(chain, WON)).toEqual([{ opportunity: 'q', created: 2, closed: 4, rep: 'Ada' }]);
    const leads = [
      said('lead.created', 2, { lead: 'l' }),
      said('lead.qualified', 3, { lead: 'l' }),
      merge('l', 'm', 4, 'lead'),
      said('lead.created', 5, { lead: 'm' }),
    ];
    expect(await store.stateOf(leads, LEADS)).toEqual([{ lead: 'm', created: 2, qualified: 3 }]);
  });

  it('lose what a change clears', async () => {
    const cleared = [...won, said('opportunity.changed', 5, { opportunity: 'p', stage: null, amount: null })];
    expect(await store.stateOf(cleared, OPEN)).toEqual([{ opportunity: 'p', stage: '', amount: null }]);
  });

  it('leave an account without a manager', async () => {
    const managers = 'SELECT rep FROM account_managers WHERE account = {namespace:String}';
    await store.write([said('account.assigned', 2, { account: 'gone', rep: 'Ada' })], 'gone');
    expect(await store.select(managers, { namespace: 'gone' })).toHaveLength(1);
    await store.write(
      [said('rep.set', 2, { rep: 'x', active_from: '2026-01-01' }), deletion('gone', 3, 'account')],
      'gone',
    );
    expect(await store.select(managers, { namespace: 'gone' })).toEqual([]);
  });
});
