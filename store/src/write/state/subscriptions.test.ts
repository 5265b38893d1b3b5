import { openHistoryStore, said, type HistoryStore } from '../testing/histories';

const CURRENT = `SELECT toDayOfMonth(valid_from) AS from, toDayOfMonth(started_at) AS started, is_live, toFloat64(mrr) AS mrr, account, rep
FROM subscriptions FINAL WHERE namespace = {namespace:String}`;
const HISTORY = `SELECT toDayOfMonth(valid_from) AS from, toDayOfMonth(valid_to) AS to, is_live, toFloat64(mrr) AS mrr, rep
FROM subscription_history FINAL WHERE effective = 1 AND namespace = {namespace:String} ORDER BY valid_to`;

const acme = { subscription: 's', account: 'Acme' };
const cancelled = { subscription: 's' };

describe('subscriptions', () => {
  let store: HistoryStore;
  beforeAll(async () => {
    store = await openHistoryStore();
  });
  afterAll(async () => store.remove());

  const plan = [
    said('subscription.started', 2, { ...acme, mrr: 100, rep: 'Ada' }),
    said('subscription.changed', 4, { ...acme, mrr: '150.50' }),
    said('subscription.cancelled', 6, { ...cancelled, rep: 'Ben' }),
    said('subscription.changed', 7, { ...acme, mrr: 900 }),
    said('subscription.started', 9, { ...acme, account: 'Beta', mrr: 80 }),
  ];

  it('are live from a start until they are cancelled; no change revives them, a new start does', async () => {
    expect(await store.stateOf(plan, HISTORY)).toEqual([
      { from: 2, to: 4, is_live: 1, mrr: 100, rep: 'Ada' },
      { from: 4, to: 6, is_live: 1, mrr: 150.5, rep: 'Ada' },
      { from: 6, to: 7, is_live: 0, mrr: 150.5, rep: 'Ben' },
      { from: 7, to: 9, is_live: 0, mrr: 900, rep: 'Ben' },
    ]);
    expect(await store.stateOf(plan, CURRENT)).toEqual([
      { from: 9, started: 2, is_live: 1, mrr: 80, account: 'Beta', rep: 'Ben' },
    ]);
  });

  it('are live by a change of which no start is known', async () => {
    const changed = [said('subscription.changed', 3, { ...acme, mrr: 10 })];
    expect(await store.stateOf(changed, CURRENT)).toMatchObject([{ from: 3, started: 3, is_live: 1, mrr: 10 }]);
    const ended = [said('subscription.cancelled', 2, cancelled), ...changed];
    expect(await store.stateOf(ended, CURRENT)).toMatchObject([{ from: 3, started: 2, is_live: 0, mrr: 10 }]);
  });

  it('are started, then changed, then cancelled at one instant', async () => {
    const rows = await store.stateOf(
      [
        said('subscription.cancelled', 2, cancelled),
        said('subscription.changed', 2, { ...acme, mrr: 20 }),
        said('subscription.started', 2, { ...acme, mrr: 10 }),
      ],
      CURRENT,
    );
    expect(rows).toMatchObject([{ from: 2, started: 2, is_live: 0, mrr: 20 }]);
  });

  it('are cancelled first and started again at an instant before which they were live', async () => {
    const renewed = [
      said('subscription.started', 1, { ...acme, mrr: 10 }),
      said('subscription.started', 2, { ...acme, mrr: 30 }),
      said('subscription.changed', 2, { ...acme, mrr: 20 }),
      said('subscription.cancelled', 2, cancelled),
    ];
    expect(await store.stateOf(renewed, CURRENT)).toMatchObject([{ from: 2, started: 1, is_live: 1, mrr: 30 }]);
    const ended = [...renewed, said('subscription.cancelled', 2, cancelled)];
    expect(await store.stateOf(ended, CURRENT)).toMatchObject([{ from: 2, is_live: 0, mrr: 30 }]);
  });

  it('take, of two changes at one instant, the later source, then the later id', async () => {
    const changes = [
      said('subscription.changed', 2, { ...acme, mrr: 30 }, 'b'),
      said('subscription.changed', 2, { ...acme, mrr: 10 }),
      said('subscription.changed', 2, { ...acme, mrr: 20 }),
    ];
    expect(await store.stateOf(changes, CURRENT)).toMatchObject([{ mrr: 30 }]);
    expect(
      await store.stateOf(
        changes.filter(({ source }) => source === 'a'),
        CURRENT,
      ),
    ).toMatchObject([{ mrr: 20 }]);
  });

  it('are live again when their cancellation is taken back', async () => {
    const undone = [...plan.slice(0, 4), said('event.retracted', 9, { target: 'e2' })];
    expect(await store.stateOf(undone, CURRENT)).toMatchObject([{ from: 7, is_live: 1, mrr: 900, rep: 'Ada' }]);
    expect(await store.stateOf(undone, HISTORY)).toMatchObject([
      { from: 2, to: 4, is_live: 1 },
      { from: 4, to: 7, is_live: 1 },
    ]);
  });

  it('of which everything is taken back are not live', async () => {
    const undone = [said('subscription.started', 2, { ...acme, mrr: 1 }), said('event.retracted', 3, { target: 'e0' })];
    expect(await store.stateOf(undone, CURRENT)).toMatchObject([{ is_live: 0, mrr: null }]);
    expect(await store.stateOf(undone, HISTORY)).toEqual([]);
  });
});
