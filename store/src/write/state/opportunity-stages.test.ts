import { openHistoryStore, said, type HistoryStore } from '../testing/histories';

const STAGES = `SELECT toDayOfMonth(entered_at) AS entered, toDayOfMonth(left_at) AS left, stage, rep, toFloat64(amount) AS amount
FROM opportunity_stages FINAL WHERE effective = 1 AND namespace = {namespace:String} ORDER BY left_at`;

const deal = { opportunity: 'o' };
const stage = (name: string) => ({ ...deal, stage: name });

describe('the stages that opportunities left', () => {
  let store: HistoryStore;
  beforeAll(async () => {
    store = await openHistoryStore();
  });
  afterAll(async () => store.remove());

  it('last until the next one or the close, and are kept as they were just before', async () => {
    const rows = await store.stateOf(
      [
        said('opportunity.created', 2, { ...stage('Talk'), rep: 'Ada', amount: 10 }),
        said('opportunity.changed', 3, { ...deal, rep: 'Ben' }),
        said('opportunity.changed', 4, { ...stage('Talk'), amount: 20 }),
        said('opportunity.changed', 5, { ...stage('Offer'), rep: 'Cleo', amount: 30 }),
        said('opportunity.won', 8, { ...deal, rep: 'Dan', amount: 40 }),
      ],
      STAGES,
    );
    expect(rows).toEqual([
      { entered: 2, left: 5, stage: 'Talk', rep: 'Ben', amount: 20 },
      { entered: 5, left: 8, stage: 'Offer', rep: 'Cleo', amount: 30 },
    ]);
  });

  it('have no row yet for a stage that lasts', async () => {
    expect(await store.stateOf([said('opportunity.created', 2, stage('Talk'))], STAGES)).toEqual([]);
  });

  it('begin with the creation, and leave out the time without a stage', async () => {
    const rows = await store.stateOf(
      [
        said('opportunity.changed', 1, stage('Early')),
        said('opportunity.created', 3, deal),
        said('opportunity.changed', 4, stage('Talk')),
        said('opportunity.lost', 6, deal),
      ],
      STAGES,
    );
    expect(rows).toMatchObject([
      { entered: 3, left: 4, stage: 'Early' },
      { entered: 4, left: 6, stage: 'Talk' },
    ]);
    const late = [
      said('opportunity.created', 2, deal),
      said('opportunity.changed', 3, stage('Talk')),
      said('opportunity.won', 5, deal),
    ];
    expect(await store.stateOf(late, STAGES)).toMatchObject([{ entered: 3, left: 5, stage: 'Talk' }]);
  });

  it('begin anew when a closed opportunity is open again', async () => {
    const rows = await store.stateOf(
      [
        said('opportunity.created', 2, stage('Talk')),
        said('opportunity.lost', 4, deal),
        said('opportunity.changed', 5, stage('Offer')),
        said('opportunity.reopened', 6, deal),
        said('opportunity.reopened', 7, deal),
        said('opportunity.won', 9, deal),
      ],
      STAGES,
    );
    expect(rows).toMatchObject([
      { entered: 2, left: 4, stage: 'Talk' },
      { entered: 6, left: 9, stage: 'Offer' },
    ]);
  });

  it('end once when several events share one instant', async () => {
    const rows = await store.stateOf(
      [
        said('opportunity.created', 2, stage('Early')),
        said('opportunity.changed', 2, stage('Talk')),
        // In the order of their ids: Ada takes over, moves on twice, and closes.
        said('opportunity.changed', 5, { ...deal, rep: 'Ada' }),
        said('opportunity.changed', 5, { ...stage('Demo'), rep: 'Ben' }),
        said('opportunity.changed', 5, stage('Offer')),
        said('opportunity.won', 5, deal),
      ],
      STAGES,
    );
    expect(rows).toMatchObject([{ entered: 2, left: 5, stage: 'Talk', rep: 'Ada' }]);
  });

  it('end by a close that is taken back at the same instant', async () => {
    const rows = await store.stateOf(
      [
        said('opportunity.created', 2, stage('Talk')),
        said('opportunity.lost', 4, deal),
        said('opportunity.reopened', 4, deal),
        said('opportunity.won', 7, deal),
      ],
      STAGES,
    );
    expect(rows).toMatchObject([
      { entered: 2, left: 4, stage: 'Talk' },
      { entered: 4, left: 7, stage: 'Talk' },
    ]);
  });

  it('are derived again when an earlier move comes late or is taken back', async () => {
    const moves = [
      said('opportunity.created', 2, stage('Talk')),
      said('opportunity.changed', 6, stage('Offer')),
      said('opportunity.changed', 4, stage('Demo')),
      said('opportunity.won', 8, deal),
    ];
    expect(await store.stateOf(moves, STAGES)).toMatchObject([
      { entered: 2, left: 4, stage: 'Talk' },
      { entered: 4, left: 6, stage: 'Demo' },
      { entered: 6, left: 8, stage: 'Offer' },
    ]);
    const without = [
      ...moves,
      said('event.retracted', 9, { target: 'e2' }),
      said('event.retracted', 9, { target: 'e1' }),
    ];
    expect(await store.stateOf(without, STAGES)).toMatchObject([{ entered: 2, left: 8, stage: 'Talk' }]);
  });
});
