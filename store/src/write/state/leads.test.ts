import { openHistoryStore, said, type HistoryStore } from '../testing/histories';

const LEADS = `SELECT toDayOfMonth(created_at) AS created, lead, contact, visitor, rep, account,
  toDayOfMonth(qualified_at) AS qualified, toDayOfMonth(disqualified_at) AS disqualified
FROM leads FINAL WHERE effective = 1 AND namespace = {namespace:String}`;

describe('leads', () => {
  let store: HistoryStore;
  beforeAll(async () => {
    store = await openHistoryStore();
  });
  afterAll(async () => store.remove());

  const lead = { lead: 'l' };

  it('are what their first created event says, with the first time they were qualified', async () => {
    const rows = await store.stateOf(
      [
        said('lead.qualified', 4, lead),
        said('lead.created', 2, { ...lead, rep: 'Ada', contact: 'c', visitor: 'v', account: null }),
        said('lead.created', 5, { ...lead, rep: 'Ben', contact: 'd', account: 'Acme' }),
        said('lead.qualified', 3, { ...lead, rep: 'Cleo' }),
        said('lead.disqualified', 7, lead),
        said('lead.disqualified', 6, lead),
      ],
      LEADS,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ created: 2, lead: 'l', rep: 'Ada', contact: 'c', visitor: 'v', account: '' });
    expect(rows[0]).toMatchObject({ qualified: 3, disqualified: 6 });
  });

  it('follow a retraction of what made or qualified them', async () => {
    const rows = await store.stateOf(
      [
        said('lead.created', 2, { ...lead, rep: 'Ada' }),
        said('lead.created', 5, { ...lead, rep: 'Ben' }),
        said('lead.qualified', 6, lead),
        said('event.retracted', 7, { target: 'e0' }),
        said('event.retracted', 7, { target: 'e2' }),
      ],
      LEADS,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ created: 5, rep: 'Ben', qualified: null });
  });

  it('are none without a created event', async () => {
    expect(await store.stateOf([said('lead.qualified', 2, lead)], LEADS)).toEqual([]);
    const retracted = [said('lead.created', 2, lead), said('event.retracted', 3, { target: 'e0' })];
    expect(await store.stateOf(retracted, LEADS)).toEqual([]);
  });
});
